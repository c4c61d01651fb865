package org.citygauge.gateway;

import java.time.InstantSource;
import org.citygauge.gateway.cli.CitygaugeCommand;

/** Where everything begins. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        int exit = CitygaugeCommand.commandLine(System.getenv(), InstantSource.system(), System.in)
                .execute(arguments);
        System.exit(exit);
    }
}
