package org.citygauge.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.citygauge.gateway");

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.citygauge.gateway.(**)")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void doorsNeverImportOneAnother() {
        noClasses()
                .that()
                .resideInAPackage("..mqtt..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..http..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("..http..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..mqtt..")
                .check(CLASSES);
    }

    @Test
    void onlyTheWiringKnowsWhichJournalAndArchiveThereAre() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..run..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..journal.sqlite..", "..archive.sqlite..", "..projection.influx..")
                .check(CLASSES);
    }

    @Test
    void timeComesFromAGivenClock() {
        noClasses().should().callMethod(Instant.class, "now").check(CLASSES);
        noClasses().should().callMethod(System.class, "currentTimeMillis").check(CLASSES);
    }
}
