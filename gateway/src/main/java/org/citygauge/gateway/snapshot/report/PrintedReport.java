package org.citygauge.gateway.snapshot.report;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.TimeZone;
import java.util.logging.Level;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;

/** {@code data/report.pdf}: the page as it prints. The same page gives the same bytes. */
public final class PrintedReport {
    /** Where it is in the package. */
    public static final String PATH = "data/report.pdf";

    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
    private static final long ID = 37_122;

    static {
        // What it tells of every page is of no use to anybody.
        XRLog.listRegisteredLoggers().forEach(logger -> XRLog.setLevel(logger, Level.WARNING));
    }

    private PrintedReport() {}

    /** @param time the document is dated to */
    public static byte[] of(String html, String title, Instant time) throws IOException {
        var builder = new PdfRendererBuilder()
                .withHtmlContent(html, "")
                .useFont(PrintedReport::font, "Report", 400, FontStyle.NORMAL, true);
        try (var renderer = builder.buildPdfRenderer()) {
            renderer.createPDFWithoutClosing();
            PDDocument document = renderer.getPdfDocument();
            document.setDocumentInformation(information(title, time));
            document.setDocumentId(ID);
            var bytes = new ByteArrayOutputStream();
            document.save(bytes);
            return bytes.toByteArray();
        }
    }

    private static InputStream font() {
        InputStream font = PDDocument.class.getResourceAsStream(FONT);
        if (font == null) {
            throw new IllegalStateException("the font " + FONT + " is not on the class path");
        }
        return font;
    }

    private static PDDocumentInformation information(String title, Instant time) {
        Calendar calendar = new GregorianCalendar(TimeZone.getTimeZone(ZoneOffset.UTC), Locale.ROOT);
        calendar.setTimeInMillis(time.toEpochMilli());
        var information = new PDDocumentInformation();
        information.setTitle(title);
        information.setProducer("Citygauge");
        information.setCreationDate(calendar);
        information.setModificationDate(calendar);
        return information;
    }
}
