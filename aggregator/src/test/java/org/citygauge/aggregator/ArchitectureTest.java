package org.citygauge.aggregator;

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
            .importPackages("org.citygauge.aggregator");

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.citygauge.aggregator.(**)")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void timeAndStateKnowNeitherMqttNorHttpNorPayloadFormats() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.vertx.mqtt..", "io.vertx.ext.web..", "com.fasterxml.jackson..", "org.eclipse.paho..")
                .check(CLASSES);
    }

    @Test
    void hoursAndEvaluationKnowNoVertxAndNoDatabase() {
        noClasses()
                .that()
                .resideInAnyPackage("..hour..", "..reading..", "..register..", "..figure..", "..evaluation..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "java.sql..", "org.sqlite..")
                .check(CLASSES);
    }

    @Test
    void adaptersNeverImportOneAnother() {
        String[] adapters = {"..journal.sqlite..", "..archive.sqlite..", "..projection.influx.."};
        for (String adapter : adapters) {
            for (String other : adapters) {
                if (!adapter.equals(other)) {
                    noClasses()
                            .that()
                            .resideInAPackage(adapter)
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage(other)
                            .check(CLASSES);
                }
            }
        }
    }

    @Test
    void timeComesFromAGivenClock() {
        noClasses().should().callMethod(Instant.class, "now").check(CLASSES);
        noClasses().should().callMethod(System.class, "currentTimeMillis").check(CLASSES);
    }
}
