package org.convexityprobe.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.convexityprobe.data.AtomicFile;
import org.convexityprobe.data.Json;
import org.convexityprobe.landscape.LineScan;
import org.convexityprobe.landscape.SurfaceScan;
import org.convexityprobe.landscape.SurfaceTrajectory;

/**
 * A web page in one file, which loads nothing when it is opened: style, figures and, where there
 * are surfaces to turn, the Plotly library are inside. Text that is handed over is escaped.
 */
public final class HtmlPage {
  /** The build of Plotly that draws surfaces; see "Versions" in CONTRIBUTING.md. */
  private static final String PLOTLY = "plotly/plotly-gl3d.min.js";

  /** Pixels an inch on web pages. */
  private static final double PAGE_DOTS = 96;

  /**
   * A PNG starts with eight bytes of signature, then length, name and contents of its header; the
   * width is the first of these.
   */
  private static final long PNG_SIGNATURE = 0x89504E470D0A1A0AL;

  private static final int PNG_START = 24;

  private final String title;
  private final StringBuilder body = new StringBuilder();
  private final List<String> sections = new ArrayList<>();
  private boolean sectionOpen;
  private boolean hasCharts;
  private int refresh;

  /** Starts a page. */
  public HtmlPage(String title) {
    this.title = title;
  }

  /** Adds the heading of a section. */
  public HtmlPage section(String heading) {
    closeSection();
    sections.add(heading);
    body.append("<details open class=\"section\" id=\"section-%d\">".formatted(sections.size()));
    body.append("<summary><h2>").append(escape(heading)).append("</h2></summary>\n");
    sectionOpen = true;
    return this;
  }

  private void closeSection() {
    if (sectionOpen) {
      body.append("</details>\n");
      sectionOpen = false;
    }
  }

  /** Starts charts that stand beside each other where there is room; see {@link #endPair}. */
  public HtmlPage startPair() {
    body.append("<div class=\"pair\">\n");
    return this;
  }

  /** Ends what {@link #startPair} started. */
  public HtmlPage endPair() {
    body.append("</div>\n");
    return this;
  }

  /** Lets browsers load the page again after so many seconds. */
  public HtmlPage refreshing(int seconds) {
    refresh = seconds;
    return this;
  }

  /** Adds sentences, one below the other. */
  public HtmlPage list(List<String> sentences) {
    body.append("<ul class=\"findings\">\n");
    sentences.forEach(each -> body.append("<li>").append(escape(each)).append("</li>\n"));
    body.append("</ul>\n");
    return this;
  }

  /** Starts a part that is folded away behind a line that names it; see {@link #endFold}. */
  public HtmlPage startFold(String summary) {
    body.append("<details class=\"fold\"><summary>").append(escape(summary));
    body.append("</summary>\n");
    return this;
  }

  /** Ends what {@link #startFold} started. */
  public HtmlPage endFold() {
    body.append("</details>\n");
    return this;
  }

  /** Adds the heading of a part of a section. */
  public HtmlPage subsection(String heading) {
    return element("h3", heading);
  }

  /** Adds a paragraph. */
  public HtmlPage paragraph(String text) {
    return element("p", text);
  }

  /** Adds what a reader must know before using the numbers. */
  public HtmlPage warning(String text) {
    body.append("<p class=\"warning\"><strong>Note:</strong> ").append(escape(text));
    body.append("</p>\n");
    return this;
  }

  /** Adds text in which spaces and lines count. */
  public HtmlPage preformatted(String text) {
    return element("pre", text);
  }

  /** Adds text in which spaces and lines count, folded behind a line that names it. */
  public HtmlPage folded(String summary, String text) {
    body.append("<details><summary>").append(escape(summary)).append("</summary>\n");
    preformatted(text);
    body.append("</details>\n");
    return this;
  }

  /** Adds a table of numbers and short words, which scrolls sideways where it is too wide. */
  public HtmlPage table(List<String> header, List<List<String>> rows) {
    return table("", header, rows);
  }

  /** Adds a table of sentences, which break into lines; narrow screens show a row as a block. */
  public HtmlPage prose(List<String> header, List<List<String>> rows) {
    return table(" class=\"prose\"", header, rows);
  }

  private HtmlPage table(String attribute, List<String> header, List<List<String>> rows) {
    body.append("<div class=\"scroll\" tabindex=\"0\"><table")
        .append(attribute)
        .append(">\n<thead><tr>");
    header.forEach(cell -> body.append("<th scope=\"col\">").append(escape(cell)).append("</th>"));
    body.append("</tr></thead>\n<tbody>\n");
    for (List<String> row : rows) {
      body.append("<tr>");
      for (int i = 0; i < row.size(); i++) {
        body.append("<td data-label=\"").append(escape(header.get(i))).append("\">");
        body.append(escape(row.get(i))).append("</td>");
      }
      body.append("</tr>\n");
    }
    body.append("</tbody></table></div>\n");
    return this;
  }

  /**
   * Adds a picture.
   *
   * @param png the file, which is copied into the page
   * @param alternative what it shows, for those who cannot see it
   * @throws IOException if the file cannot be read, or is no PNG; then the message does not name it
   */
  public HtmlPage picture(Path png, String alternative) throws IOException {
    byte[] bytes = Files.readAllBytes(png);
    String data = Base64.getEncoder().encodeToString(bytes);
    if (bytes.length < PNG_START || ByteBuffer.wrap(bytes).getLong() != PNG_SIGNATURE) {
      throw new IOException("no PNG, or cut off");
    }
    long pixels = Math.round(ByteBuffer.wrap(bytes).getInt(16) * PAGE_DOTS / FigureFile.DOTS);
    body.append("<figure><img alt=\"").append(escape(alternative));
    body.append("\" src=\"data:image/png;base64,").append(data);
    body.append("\" width=\"").append(pixels).append("\"></figure>\n");
    return this;
  }

  /**
   * Adds a surface that turns under the mouse. Values that are not finite are holes.
   *
   * @param name what it is a surface of
   * @param logarithmic whether heights are logarithms of the loss
   * @param limits least and greatest height, the same for surfaces that are compared
   * @param trajectory lies over the surface; null for none
   */
  public HtmlPage surface(
      String name,
      SurfaceScan scan,
      boolean logarithmic,
      double[] limits,
      SurfaceTrajectory trajectory) {
    return chart(
        "surface",
        name,
        "Surface of the loss around %s; drag or press arrow keys to turn, + and − to zoom. The figures below show the same values."
            .formatted(name),
        PageCharts.surface(scan, logarithmic, limits, trajectory));
  }

  /** Adds a chart of lines, of two checkpoints at a time, with a switch for each line. */
  public HtmlPage lines(Map<String, List<LineScan>> networks) {
    List<LineScan> all = networks.values().stream().flatMap(List::stream).toList();
    return chart(
        "lines",
        "Lines: point at one for λ, φ and its verdict",
        "The loss along random lines, and the verdict on each point. Figures and CSV files show the"
            + " same values.",
        PageCharts.lines(networks, LinePlot.needsLogarithm(all)));
  }

  /** Adds a chart of lengths against epoch, width or depth. */
  public HtmlPage lengths(LengthTable table) {
    return chart(
        "lengths",
        "Convexity lengths ± one standard error"
            + (table.cells().stream().anyMatch(cell -> cell.paper() != null)
                ? "; hollow: the papers"
                : ""),
        "Mean convexity lengths. The table shows the same numbers.",
        PageCharts.lengths(table));
  }

  private HtmlPage chart(String kind, String name, String words, Map<String, Object> data) {
    hasCharts = true;
    body.append("<figure class=\"").append(kind).append("-figure\"><figcaption>");
    body.append(escape(name)).append("</figcaption><div class=\"chart ").append(kind);
    body.append("\" role=\"").append(kind.equals("surface") ? "img" : "group");
    body.append("\" tabindex=\"0\" aria-label=\"").append(escape(words));
    body.append("\"></div><script type=\"application/json\">");
    // Names may hold the end tag of a script; in JSON, < has an escape.
    body.append(Json.writeLine(data).replace("<", "\\u003c")).append("</script></figure>\n");
    return this;
  }

  /**
   * Adds links to files.
   *
   * @param links what a file holds, by its path relative to the page, with {@code /} between names
   */
  public HtmlPage links(Map<String, String> links) {
    body.append("<ul class=\"links\">\n");
    links.forEach(
        (path, text) ->
            body.append("<li><a href=\"%s\">%s</a></li>%n".formatted(address(path), escape(text))));
    body.append("</ul>\n");
    return this;
  }

  /** A name such as {@code javascript:f()} is a name, and neither a scheme nor a query. */
  private static String address(String path) {
    return Arrays.stream(path.split("/", -1))
        .map(name -> URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"))
        .collect(Collectors.joining("/"));
  }

  /** Writes the page, replacing the file at once. */
  public void write(Path file) throws IOException {
    AtomicFile.writeString(file, render());
  }

  String render() {
    List<String> scripts =
        hasCharts ? List.of(inline(resource(PLOTLY)), inline(resource("charts.js"))) : List.of();
    StringBuilder page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n");
    page.append("<meta charset=\"utf-8\">\n");
    page.append("<meta http-equiv=\"Content-Security-Policy\" content=\"");
    page.append(policy(scripts)).append("\">\n");
    page.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    if (refresh > 0) {
      page.append("<meta http-equiv=\"refresh\" content=\"%d\">%n".formatted(refresh));
    }
    page.append("<title>").append(escape(title)).append("</title>\n<style>\n");
    page.append(resource("page.css")).append("</style>\n</head>\n<body>\n");
    page.append(contents()).append("<main>\n<h1>").append(escape(title)).append("</h1>\n");
    page.append(body).append(sectionOpen ? "</details>\n" : "").append("</main>\n");
    scripts.forEach(script -> page.append("<script>").append(script).append("</script>\n"));
    return page.append("</body>\n</html>\n").toString();
  }

  /**
   * Returns what a browser may run and load: these scripts, known by their hash, and what lies in
   * the page itself. Plotly sets styles from its script, which no hash can name.
   */
  private static String policy(List<String> scripts) {
    StringBuilder allowed = new StringBuilder();
    for (String script : scripts) {
      allowed.append(" 'sha256-").append(hash(script)).append("'");
    }
    return "default-src 'none'; img-src data: blob:; style-src 'unsafe-inline'; base-uri 'none';"
        + " form-action 'none'; script-src"
        + (scripts.isEmpty() ? " 'none'" : allowed);
  }

  private static String hash(String script) {
    return Base64.getEncoder().encodeToString(DigestUtils.sha256(script));
  }

  private String contents() {
    if (sections.size() < 2) {
      return "";
    }
    StringBuilder contents = new StringBuilder("<nav aria-label=\"Contents\"><ul>\n");
    for (int i = 0; i < sections.size(); i++) {
      contents.append(
          "<li><a href=\"#section-%d\">%s</a></li>%n".formatted(i + 1, escape(sections.get(i))));
    }
    return contents.append("</ul></nav>\n").toString();
  }

  private HtmlPage element(String tag, String text) {
    body.append("<%s>%s</%s>\n".formatted(tag, escape(text), tag));
    return this;
  }

  private static String resource(String name) {
    try (InputStream stream = HtmlPage.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A script ends at the first end tag, even inside one of its strings. */
  private static String inline(String script) {
    return script.replace("</script", "<\\/script");
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
