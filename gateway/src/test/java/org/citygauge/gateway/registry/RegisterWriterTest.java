package org.citygauge.gateway.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.ZoneId;
import org.citygauge.aggregator.register.Register;
import org.citygauge.gateway.SmallCatalogue;
import org.citygauge.gateway.config.Checked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegisterWriterTest {
    private static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo"); // had days that began at one o'clock
    private static final String ASSETS = "id,class,name,weight,latitude,longitude,in_service_from,in_service_to";
    private static final String SENSORS =
            "id,asset,quantity,unit,kind,expected_interval,valid_from,valid_to,min,max,max_rate,opening,rollover,hold\n";

    private static Register read(String assets, String sensors) {
        var reader = new RegisterReader(ZONE, SmallCatalogue.catalogue());
        return switch (reader.read("", assets.getBytes(UTF_8), sensors.getBytes(UTF_8))) {
            case Checked.Valid<Register>(var register) -> register;
            case Checked.Invalid<Register>(var problems) -> throw new AssertionError(problems.toString());
        };
    }

    private static String assets(Register register) throws IOException {
        var text = new StringBuilder();
        new RegisterWriter(ZONE).assets(register, text);
        return text.toString();
    }

    private static String sensors(Register register) throws IOException {
        var text = new StringBuilder();
        new RegisterWriter(ZONE).sensors(register, text);
        return text.toString();
    }

    private static void assertReadsBackEqual(Register register) throws IOException {
        Register back = read(assets(register), sensors(register));
        assertThat(back.assets()).containsExactlyElementsOf(register.assets());
        assertThat(back.sensors()).containsExactlyElementsOf(register.sensors());
        assertThat(back.columns()).isEqualTo(register.columns());
        assertThat(assets(back)).isEqualTo(assets(register));
        assertThat(sensors(back)).isEqualTo(sensors(register));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "#no comment",
                "a, b",
                "say \"so\"",
                "\"",
                "two\nlines",
                "carriage\r\nreturn",
                "=1+1",
                "-x",
                "äöü 漢字 🚌",
                "semi;colon"
            })
    void anyTextReadsBackEqual(String text) throws IOException {
        String cell = '"' + text.replace("\"", "\"\"") + '"';
        String id = text.chars().noneMatch(Character::isISOControl) ? cell : "x";
        assertReadsBackEqual(read(
                ASSETS + "," + cell + "\n" + id + "," + cell + "," + cell + ",7.50,,,,," + cell + "\nother,c,,,,,,,\n",
                SENSORS + id + "," + id + "," + cell + ",1,gauge,,,,,,,,,\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s,a,q,kW.h,counter,PT15M,,,,,0.001,0,9999999,",
                "s,a,q,kW.h,counter,7d,2018-11-04,2019-01-01,-1,1.50,,-12.30,1E+3,",
                "s,a,q,{space},state,PT0.000001S,,2018-11-04,1e-99,0.10e99,,,,PT6H",
                "s,a,q,m3,amount,PT1H,2018-11-04,,1234567890123456789012345678901234567890.1234567890123456789012345678901234567890e-99,,,,,",
                "s,a,q,Cel,gauge,PT36H,,,-0.0000000000000000000000000000000000000001E-99,+0,12E99,,,"
            })
    void sensorsOfAnyKindReadBackEqual(String row) throws IOException {
        assertReadsBackEqual(read(ASSETS + "\na,c,n,,1.0,2,2018-11-04,2019-02-17\n", SENSORS + row + "\n"));
    }

    @Test
    void oneSensorMayHaveSeveralRows() throws IOException {
        assertReadsBackEqual(read(
                ASSETS + ",owner\na,c,n,,,,,,city\nb,c,n,2,,,,,\n",
                SENSORS + "s,a,q,1,gauge,PT1H,,2025-01-01,,,,,,\ns,b,q,1,gauge,PT1H,2025-01-01,,,,,,,\n"));
    }

    @Test
    void whatIsNotThereReadsBackAsNotThere() throws IOException {
        assertReadsBackEqual(Register.EMPTY);
        assertReadsBackEqual(read(ASSETS + ",empty\n", SENSORS));
    }
}
