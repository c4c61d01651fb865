// What a dashboard of ours may be: Grafana's published types, as JSON has them, and nothing beside what they name.
import type { Dashboard, DataSourceRef, FieldConfig, GraphFieldConfig, Panel, RowPanel, TableFieldOptions, VariableModel } from '@grafana/schema';
import type { Options as BarGauge } from '@grafana/schema/dist/esm/raw/composable/bargauge/panelcfg/x/BarGaugePanelCfg_types.gen';
import type { Options as Stat } from '@grafana/schema/dist/esm/raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen';
import type { Options as Table } from '@grafana/schema/dist/esm/raw/composable/table/panelcfg/x/TablePanelCfg_types.gen';
import type { Options as Text } from '@grafana/schema/dist/esm/raw/composable/text/panelcfg/x/TextPanelCfg_types.gen';
import type { Options as TimeSeries } from '@grafana/schema/dist/esm/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen';

/** JSON has the values of enumerations, not the enumerations, and no undefined. */
type Json<T> = unknown extends T ? unknown
    : T extends string ? `${T}`
    : T extends number ? (`${T}` extends `${infer N extends number}` ? N : never)
    : T extends (infer E)[] ? Json<E>[]
    : T extends object ? { [K in keyof T]: Json<T[K]> }
    : T;

/** No published type names what a query to InfluxDB is made of. */
interface InfluxQuery {
    refId: string;
    datasource: { type: 'influxdb'; uid: 'citygauge-influx' };
    rawQuery: true;
    resultFormat: 'time_series' | 'table';
    query: string;
    alias?: string;
}

/** That for Prometheus is published with its plugin. */
interface PrometheusQuery {
    refId: string;
    datasource: { type: 'prometheus'; uid: 'citygauge-prometheus' };
    expr: string;
    legendFormat: string;
    range: boolean;
    instant: boolean;
    format: 'time_series' | 'table';
}

interface DataLink {
    title: string;
    url: string;
    targetBlank?: boolean;
}

type Defaults = Omit<Json<FieldConfig>, 'custom' | 'links'> & { links?: DataLink[] };

type Property<T, Prefix extends string> = {
    [K in string & keyof T]-?: { id: `${Prefix}${K}`; value: NonNullable<T[K]> };
}[string & keyof T];

type Fields<C> = {
    defaults: Defaults & { custom?: C };
    overrides: {
        matcher: { id: 'byName'; options: string };
        properties: (Property<Defaults, ''> | Property<C, 'custom.'>)[];
    }[];
};

type Of<Type extends string, Options, Custom> = Omit<Json<Panel>, 'type' | 'options' | 'fieldConfig' | 'targets'> & {
    type: Type;
    options: Json<Options>;
    fieldConfig?: Fields<Json<Partial<Custom>>>;
    targets?: (InfluxQuery | PrometheusQuery)[];
};

export type OurPanel =
    | Of<'stat', Stat, {}>
    | Of<'bargauge', BarGauge, {}>
    | Of<'timeseries', TimeSeries, GraphFieldConfig>
    | Of<'table', Table, TableFieldOptions>
    | Of<'text', Text, {}>
    | (Omit<Json<RowPanel>, 'type' | 'panels'> & { type: 'row'; panels: [] });

export type OurDashboard = Omit<Json<Dashboard>, 'panels' | 'templating'> & {
    uid: string;
    title: string;
    panels: OurPanel[];
    templating: { list: (Omit<Json<VariableModel>, 'datasource'> & { datasource?: DataSourceRef })[] };
};
