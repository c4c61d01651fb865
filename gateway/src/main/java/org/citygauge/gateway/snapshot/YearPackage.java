package org.citygauge.gateway.snapshot;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.gateway.comparison.Comparison;
import org.citygauge.gateway.snapshot.bag.BagWriter;
import org.citygauge.gateway.snapshot.bag.Item;
import org.citygauge.gateway.snapshot.bag.SigningKey;
import org.citygauge.gateway.snapshot.content.About;
import org.citygauge.gateway.snapshot.content.DataPackage;
import org.citygauge.gateway.snapshot.content.Facts;
import org.citygauge.gateway.snapshot.content.PackageContent;
import org.citygauge.gateway.snapshot.report.PrintedReport;
import org.citygauge.gateway.snapshot.report.Report;
import org.citygauge.gateway.snapshot.report.Workbook;

/**
 * Packs a year: facts, what shows them to people, and what makes it a bag. The same content and key give the same bytes.
 *
 * @param digest the one over its facts
 * @param key the thumbprint of the key it is signed with
 */
public record YearPackage(String digest, String key) {
    /**
     * Writes the package.
     *
     * @param folder empty, for the files on their way; the caller's to delete
     * @param step run now and then; what it throws ends it
     */
    public static YearPackage write(PackageContent content, SigningKey key, Path folder, Path zip, Runnable step)
            throws IOException {
        About about = content.about();
        YearState state = content.picture().state();
        var bag = new BagWriter(folder, about.packageName());
        Facts.write(content, bag, step);
        byte[] book = Workbook.of(about, state, content.figures());
        bag.add(Workbook.PATH, out -> out.write(book));
        step.run();
        Optional<Comparison> comparison = content.before().map(before -> Comparison.ofYears(before, state));
        var seal = new Report.Seal(bag.digest(), key.publicKey().thumbprint());
        String html = Report.of(about, content.picture().inputs().catalogue(), state, comparison, seal);
        bag.addText(Report.PATH, out -> out.write(html));
        step.run();
        byte[] printed = PrintedReport.of(html, about.city().name() + " " + about.year(), about.settled());
        bag.add(PrintedReport.PATH, out -> out.write(printed));
        step.run();
        SortedMap<String, Item> payload = new TreeMap<>(bag.items());
        bag.addText(DataPackage.PATH, out -> out.write(DataPackage.of(about, payload)));
        String digest = bag.seal(info(about), key, zip);
        return new YearPackage(digest, key.publicKey().thumbprint());
    }

    private static Map<String, String> info(About about) {
        var info = new LinkedHashMap<String, String>();
        info.put("Source-Organization", about.city().name());
        info.put("External-Identifier", about.packageName());
        info.put(
                "External-Description",
                about.edition() + ", reporting year " + about.year() + ", "
                        + about.closing().map(its -> "revision " + its.number()).orElse("draft"));
        info.put(
                "Bagging-Date",
                about.settled().atOffset(ZoneOffset.UTC).toLocalDate().toString());
        info.put("Bag-Software-Agent", "Citygauge");
        return info;
    }
}
