package org.convexityprobe.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.convexityprobe.landscape.SurfaceAxis;
import org.convexityprobe.landscape.SurfaceRow;
import org.convexityprobe.landscape.SurfaceScan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A report runs its own scripts and nothing else, whatever names it shows. */
class HtmlPageTest {
  private static final Pattern POLICY =
      Pattern.compile("<meta http-equiv=\"Content-Security-Policy\" content=\"([^\"]*)\">");
  private static final Pattern SCRIPT = Pattern.compile("(?s)<script>(.*?)</script>");

  private static String policy(String page) {
    Matcher matcher = POLICY.matcher(page);
    assertThat(matcher.find()).as("a policy").isTrue();
    return matcher.group(1);
  }

  private static byte[] sha256(byte[] bytes) throws Exception {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }

  @Test
  void linksAreFilesWhateverTheirNamesAre() {
    String page =
        new HtmlPage("t")
            .links(Map.of("javascript:alert(1)//a b/x?y#z\"<ü>.csv", "javascript:alert(1)"))
            .render();
    assertThat(page)
        .contains("<a href=\"javascript%3Aalert%281%29//a%20b/x%3Fy%23z%22%3C%C3%BC%3E.csv\">")
        .doesNotContain("href=\"javascript:");
    assertThat(new HtmlPage("t").links(Map.of("../run/tables/a.csv", "a")).render())
        .contains("href=\"../run/tables/a.csv\"");
  }

  @Test
  void dataOfChartsEndNoScriptWhateverNamesAre() {
    String name = "</script><b>x</b>";
    String page = new HtmlPage("t").lines(Map.of(name, Scans.bowls(1))).render();
    assertThat(page).doesNotContain(name).contains("\\u003c/script>\\u003cb>x\\u003c/b>");
  }

  @Test
  void aPictureThatIsCutOffIsRefused(@TempDir Path folder) throws IOException {
    Path png = folder.resolve("x.png");
    for (byte[] bytes : new byte[][] {{}, new byte[24], {(byte) 0x89, 'P', 'N', 'G', 13, 10}}) {
      Files.write(png, bytes);
      HtmlPage page = new HtmlPage("t");
      assertThatThrownBy(() -> page.picture(png, "x"))
          .isInstanceOf(IOException.class)
          .hasMessage("no PNG, or cut off");
    }
  }

  @Test
  void aPageWithoutSurfacesRunsNoScript() {
    String page = new HtmlPage("t").paragraph("<script>alert(1)</script>").render();
    assertThat(policy(page)).contains("default-src 'none'").endsWith("script-src 'none'");
    assertThat(SCRIPT.matcher(page).find()).isFalse();
  }

  @Test
  void thePolicyAllowsTheScriptsOfThePageAndNoOthers() throws Exception {
    SurfaceAxis axis = new SurfaceAxis(-1, 1, 2);
    SurfaceScan scan =
        SurfaceScan.of(
            axis,
            axis,
            List.of(new SurfaceRow(0, List.of(1.0, 2.0)), new SurfaceRow(1, List.of(3.0, 4.0))));
    String page = new HtmlPage("t").surface("s", scan, false, new double[] {1, 4}, null).render();
    List<String> hashes = new ArrayList<>();
    Matcher script = SCRIPT.matcher(page);
    while (script.find()) {
      byte[] text = script.group(1).getBytes(StandardCharsets.UTF_8);
      hashes.add("'sha256-" + Base64.getEncoder().encodeToString(sha256(text)) + "'");
    }
    assertThat(hashes).hasSize(2);
    assertThat(policy(page))
        .endsWith("script-src " + String.join(" ", hashes))
        .doesNotContain("unsafe-eval");
  }

  @Test
  void plotlyIsTheBundleThatNpmHas() throws Exception {
    try (InputStream in = HtmlPage.class.getResourceAsStream("plotly/plotly-gl3d.min.js")) {
      // plotly.js-gl3d-dist-min 4.1.1
      assertThat(HexFormat.of().formatHex(sha256(in.readAllBytes())))
          .isEqualTo("aab04dcd9c103a92b18723f8c837712fe820f325d0bcd2421e415e8124a75b9f");
    }
  }
}
