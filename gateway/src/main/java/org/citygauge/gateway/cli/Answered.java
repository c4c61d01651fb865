package org.citygauge.gateway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpResponse;

/** Runs commands that ask a gateway once, and says for all of them alike what is in the way. */
final class Answered {
    private Answered() {}

    /** What to do with the answer. */
    @FunctionalInterface
    interface Use {
        void of(byte[] body) throws IOException;
    }

    /** @return the exit code: 0, or 1 after a line that says why */
    static int get(GatewayAddress gateway, String path, PrintWriter out, Use use) throws InterruptedException {
        HttpResponse<byte[]> answer;
        try {
            answer = GatewayClient.get(gateway, path);
        } catch (IOException unreachable) {
            return failed(out, gateway.url() + " cannot be reached: " + unreachable);
        }
        if (answer.statusCode() != 200) {
            return failed(out, Refusal.of(answer.statusCode(), answer.body()));
        }
        try {
            use.of(answer.body());
        } catch (IOException unwritten) {
            return failed(out, unwritten.toString());
        }
        out.flush();
        return 0;
    }

    private static int failed(PrintWriter out, String why) {
        out.println(why);
        out.flush();
        return 1;
    }
}
