package org.convexityprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.convexityprobe.RequiredTool;
import org.convexityprobe.cli.progress.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportCommandTest {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

  @TempDir private Path folder;

  @Test
  void aReportHoldsTablesFiguresSettingsAndLinksAndLoadsNothing() throws IOException {
    Path zip = UntrainedNetworks.write(folder.resolve("network"), 1, 0);
    Path run = folder.resolve("lines");
    run("probe", zip, run, "--lines", "2");
    String page = report(run);
    assertThat(page)
        .contains("ResNet-8, k = 1", "convexity probe " + zip, "--config again.json")
        .contains("the loss of 4 of the 20 training images")
        .contains("href=\"results.json\"", "href=\"tables/lengths.csv\"");
    assertThat(count(page, "<img ")).isEqualTo(2);
    assertThat(count(page, "<img alt=\"[^\"]{10,}\" src=\"data:image/png;base64,")).isEqualTo(2);
    // Plotly's code has addresses in strings; the page's policy keeps it from loading any.
    assertThat(page.replaceAll("(?s)<script>.*?</script>", ""))
        .doesNotContainPattern("(src|href)=\"(https?:)?//")
        .doesNotContain("<link");
    assertThat(page).contains("default-src 'none'");
  }

  @Test
  void runsOnRecoveryHaveSectionsAndTheirMainResultAmongTheFindings() throws IOException {
    Path control = folder.resolve("control");
    Path minima = folder.resolve("minima");
    for (String command :
        new String[] {
          "recovery control --starts 40 --isometry 0.6 --quiet --out " + control,
          "recovery minima --size 5 --rank 1 --ratios 30 --starts 2 --instances 1 --quiet --out "
              + minima
        }) {
      Invocation made = Invocation.of(command.split(" ", -1));
      assertThat(made.code()).as(made.err()).isEqualTo(ExitCode.OK);
    }
    Path file = folder.resolve("both.html");
    Invocation report =
        Invocation.of("report", control.toString(), minima.toString(), "--out", file.toString());

    assertThat(report.code()).as(report.err()).isEqualTo(ExitCode.OK);
    assertThat(Files.readString(file))
        .contains("<li>minima: every descent reaches X* from m = 30.0 nr on.</li>")
        .contains("Recovery: minima", "Recovery: control", "These problems have a spurious")
        .contains("<td data-label=\"gd share\">");
  }

  @Test
  void theSettingsOfAReportRunAgain() throws IOException {
    Path zip = UntrainedNetworks.write(folder.resolve("network"), 1, 0);
    Path run = folder.resolve("surface");
    run("surface", zip, run);
    Matcher settings =
        Pattern.compile("<pre>(\\{.*?})\\s*</pre>", Pattern.DOTALL).matcher(report(run));
    assertThat(settings.find()).isTrue();
    Path again = folder.resolve("again.json");
    Files.writeString(again, settings.group(1).replace("&quot;", "\""));
    Path second = folder.resolve("second");
    Invocation invocation =
        Invocation.of("surface", "" + zip, "--config", "" + again, "--quiet", "--out", "" + second);
    assertThat(invocation.code()).as(invocation.err()).isEqualTo(ExitCode.OK);
    assertThat(second.resolve("surface-resnet8-k1-epoch-000.csv"))
        .hasSameTextualContentAs(run.resolve("surface-resnet8-k1-epoch-000.csv"));
  }

  @Test
  void aTableIsMadeAgainFromTheNetworksThatItHas() throws IOException {
    Path zip = UntrainedNetworks.write(folder.resolve("networks/resnet8-k1"), 1, 0);
    Path run = folder.resolve("table");
    run("probe", zip, run, "--lines", "2");
    Path manifest = run.resolve("manifest.json");
    Files.writeString(manifest, Files.readString(manifest).replace("\"probe\",", "\"table\","));
    assertThat(report(run))
        .contains("--config again.json --checkpoints " + folder.resolve("networks") + " --out");
  }

  @Test
  void aSurfaceTurnsInABrowserWithoutAnError() throws Exception {
    RequiredTool.at(CHROMIUM);
    Path zip = UntrainedNetworks.write(folder.resolve("network"), 1, 0);
    Path run = folder.resolve("surface");
    run("surface", zip, run);
    Path file = run.resolve("report.html");
    String page = report(run);
    // Turns the camera and leaves its place, or the first error, as text in the page.
    String probe =
        """
        <pre id="outcome">waiting</pre><script>
        var outcome = document.getElementById("outcome");
        var plot = document.querySelector(".surface");
        Plotly.relayout(plot, {"scene.camera.eye": {x: 0.5, y: 2, z: 1}}).then(function () {
          outcome.textContent = "eye at y = " + plot._fullLayout.scene.camera.eye.y
              + ", rows " + plot._fullData[0].z.length;
        }, function (error) { outcome.textContent = "failed: " + error; });
        </script></body>
        """;
    Path probed = folder.resolve("probed.html");
    String watch =
        "<script>window.onerror = function (m) { document.title = 'failed: ' + m; };</script>";
    // The page's policy forbids scripts that are not its own: this copy allows the test's, too.
    String allowed =
        page.replace("script-src ", "script-src " + source(watch) + " " + source(probe) + " ")
            .replace("</head>", watch + "</head>")
            .replace("</body>", probe);
    Files.writeString(probed, allowed);
    Path forbidden = folder.resolve("forbidden.html");
    Files.writeString(forbidden, page.replace("</body>", probe));
    assertThat(dom(forbidden)).contains(">waiting</pre>");
    String dom = dom(probed);
    assertThat(dom).contains("eye at y = 2, rows 3").doesNotContain("<title>failed");
    assertThat(file).isNotEmptyFile();
  }

  /** Says what sticks out of the page, and whether a key turned the surface, to the page around. */
  private static final String PROBE =
      """
      <script>
      setTimeout(function () {
        var out = Array.from(document.querySelectorAll("main *, nav")).filter(function (e) {
          return !e.closest(".scroll") && !e.closest(".chart")
              && e.getBoundingClientRect().right > document.documentElement.clientWidth + 1;
        }).map(function (e) { return e.tagName; });
        var plot = document.querySelector(".surface");
        var before = plot._fullLayout.scene.camera.eye.x;
        plot.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowLeft", bubbles: true }));
        setTimeout(function () {
          var other = document.querySelectorAll(".surface")[1];
          var turned = plot._fullLayout.scene.camera.eye.x !== before;
          var linked = other._fullLayout.scene.camera.eye.x === plot._fullLayout.scene.camera.eye.x;
          parent.postMessage(
              innerWidth + ": out [" + out + "], charts " + document.querySelectorAll(".chart .main-svg").length
              + ", turned " + turned + ", linked " + linked + ", " + document.title, "*");
        }, 1500);
      }, 3000);
      </script></body>
      """;

  @Test
  void nothingSticksOutAtThreeWidthsAndKeysTurnAllSurfaces() throws Exception {
    RequiredTool.at(CHROMIUM);
    Path narrow = UntrainedNetworks.write(folder.resolve("network"), 1, 0);
    Path wide = UntrainedNetworks.write(folder.resolve("network2"), 2, 0);
    Path lines = folder.resolve("lines");
    run("probe", narrow, lines, "--lines", "2");
    Path first = folder.resolve("surface");
    run("surface", narrow, first);
    Path second = folder.resolve("surface2");
    run("surface", wide, second);
    Path file = folder.resolve("page.html");
    Invocation invocation =
        Invocation.of("report", "" + lines, "" + first, "" + second, "--out", file.toString());
    assertThat(invocation.code()).as(invocation.err()).isEqualTo(ExitCode.OK);
    String page = Files.readString(file);
    assertThat(count(page, "class=\"chart lines\"")).isEqualTo(1);
    assertThat(count(page, "class=\"chart lengths\"")).isEqualTo(1);
    String watch =
        "<script>window.onerror = function (m) { document.title = 'failed: ' + m; };</script>";
    Files.writeString(
        file,
        page.replace("script-src ", "script-src " + source(watch) + " " + source(PROBE) + " ")
            .replace("</head>", watch + "</head>")
            .replace("</body>", PROBE));
    assertThat(frames(1280, 768, 390))
        .contains("1280: out [], ", "768: out [], ", "390: out [], ")
        .doesNotContain("turned false", "linked false", "failed:");
  }

  /** Says which texts of the chart of lengths lie over others or stick out, to the page around. */
  private static final String OVERLAPS =
      """
      <script>
      setTimeout(function () {
        var plot = document.querySelector(".chart.lengths");
        var texts = Array.from(plot.querySelectorAll(".xtick text, .ytick text, .xtitle, .ytitle, .legendtext"));
        var boxes = texts.map(function (text) { return text.getBoundingClientRect(); });
        var found = [];
        boxes.forEach(function (a, i) {
          if (a.right > innerWidth || a.left < 0) { found.push(texts[i].textContent + " sticks out"); }
          boxes.slice(0, i).forEach(function (b, j) {
            if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom) {
              found.push(texts[i].textContent + " over " + texts[j].textContent);
            }
          });
        });
        var height = plot._fullLayout._size.h;
        parent.postMessage(innerWidth + ": [" + found + "], high " + (height > 200) + ", names "
            + plot.querySelectorAll(".legendtext").length, "*");
      }, 3000);
      </script></body>
      """;

  @Test
  void namesAndEpochsOfLengthsLieBesideEachOtherOnScreensOfAllWidths() throws Exception {
    RequiredTool.at(CHROMIUM);
    Path run = folder.resolve("lines");
    run("probe", UntrainedNetworks.write(folder.resolve("network"), 1, 0), run, "--lines", "2");
    StringBuilder cells = new StringBuilder();
    for (String name :
        new String[] {
          "mlp", "vit_tiny_patch4", "a wide ResNet without batch normalisation, seed 1",
          "a wide ResNet without batch normalisation, seed 2", "convnext_femto.d1_in1k", "mixer"
        }) {
      for (int epoch : new int[] {0, 1, 2, 5, 10, 50, 100, 200, 290, 300}) {
        cells.append(
            """
            ,{"name":"%s","skip":null,"depth":null,"width":null,"epoch":%d,"length":0.5,
            "error":0.1,"paper":null}\
            """
                .formatted(name, epoch));
      }
    }
    String page = report(run);
    assertThat(page).doesNotContain("hollow: the papers");
    Files.writeString(
        folder.resolve("page.html"),
        page.replaceAll(
                "(?s)(class=\"chart lengths\".*?\"cells\":\\[).*?\\]",
                "$1" + cells.substring(1) + "]")
            .replace("script-src ", "script-src " + source(OVERLAPS) + " ")
            .replace("</body>", OVERLAPS));
    assertThat(frames(1280, 768, 390))
        .contains(
            "1280: [], high true, names 6",
            "768: [], high true, names 6",
            "390: [], high true, names 6");
  }

  @Test
  void figuresAreDrawnAnewForOneColumnOfAPaper() throws IOException {
    Path zip = UntrainedNetworks.write(folder.resolve("network"), 1, 0);
    Path run = folder.resolve("lines");
    run("probe", zip, run, "--lines", "2");
    Path paper = folder.resolve("paper");
    Invocation invocation =
        Invocation.of("report", "" + run, "--figures", "" + paper, "--figure-width", "single");
    assertThat(invocation.code()).as(invocation.err()).isEqualTo(ExitCode.OK);
    assertThat(paper.resolve("lines/lengths.pdf")).isNotEmptyFile();
    assertThat(Files.readString(paper.resolve("lines/lengths.svg")))
        .contains("viewBox=\"0 0 237.6")
        .doesNotContain(">Convexity length<");
  }

  @Test
  void figuresOfRunsOfOneNameGoToFoldersOfTheirOwn() throws IOException {
    Path zip = UntrainedNetworks.write(folder.resolve("network"), 1, 0);
    Path first = folder.resolve("a/lines");
    Path second = folder.resolve("b/lines");
    run("probe", zip, first, "--lines", "2");
    run("probe", zip, second, "--lines", "3");
    Path paper = folder.resolve("paper");
    Invocation both = Invocation.of("report", "" + first, "" + second, "--figures", "" + paper);
    assertThat(both.code()).as(both.err()).isEqualTo(ExitCode.OK);
    assertThat(paper.resolve("a-lines/lengths.pdf")).isNotEmptyFile();
    assertThat(paper.resolve("b-lines/lengths.pdf")).isNotEmptyFile();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--every 5", "--figure-width single", "--caption below"})
  void optionsWithoutEffectAreRefused(String option) {
    List<String> arguments = new ArrayList<>(List.of("report", "" + folder));
    arguments.addAll(List.of(option.split(" ", -1)));
    Invocation refused = Invocation.of(arguments.toArray(String[]::new));
    assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
    assertThat(refused.err()).contains("has no effect without --");
  }

  @Test
  void watchingEndsWhenAllRunsHaveResults() throws IOException {
    Path zip = UntrainedNetworks.write(folder.resolve("network"), 1, 0);
    Path run = folder.resolve("surface");
    run("surface", zip, run);
    Invocation invocation = Invocation.of("report", "" + run, "--watch", "--every", "1");
    assertThat(invocation.code()).as(invocation.err()).isEqualTo(ExitCode.OK);
    assertThat(Files.readString(run.resolve("report.html"))).doesNotContain("http-equiv=\"refresh");
    assertThat(Invocation.of("report", "" + run, "--watch", "--every", "0").code())
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void aRunWithoutResultsIsSaidToBeGoingOn() throws IOException {
    Path zip = UntrainedNetworks.write(folder.resolve("network"), 1, 0);
    Path run = folder.resolve("surface");
    run("surface", zip, run);
    Files.delete(run.resolve("surfaces.json"));
    assertThat(report(run))
        .contains("this run is going on or was stopped. It has no results yet (3 parts are done).");
    // Tables and studies have journals in the folders of their probes alone.
    Files.delete(run.resolve("journal.jsonl"));
    assertThat(report(run)).contains("It has no results yet. The command");
  }

  @Test
  void pathsWithBlanksAreQuotedAndDamagedFiguresNamed() throws IOException {
    Path zip = UntrainedNetworks.write(folder.resolve("the network's"), 1, 0);
    Path run = folder.resolve("r 1");
    run("surface", zip, run);
    assertThat(report(run))
        .contains("convexity surface '" + zip.toString().replace("'", "'\\''") + "' --config")
        .contains("--out '" + run + "-again'");
    Path figure = run.resolve("figures/x.png");
    Files.createFile(figure);
    Invocation refused = Invocation.of("report", run.toString());
    assertThat(refused.code()).isEqualTo(ExitCode.FILE);
    assertThat(refused.err())
        .contains(figure + " is damaged (no PNG, or cut off); delete it: the command that wrote")
        .hasLineCount(1);
  }

  @Test
  void sectionsOfOtherRunsAreNamedAfterTheirKind() throws IOException {
    Path zip = UntrainedNetworks.write(folder.resolve("network"), 1, 0);
    Path run = folder.resolve("ends");
    run("probe", zip, run, "--lines", "2");
    Path manifest = run.resolve("manifest.json");
    Files.writeString(manifest, Files.readString(manifest).replace("\"probe\",", "\"hessian\","));
    assertThat(report(run)).contains("<h2>Hessian: ends</h2>").doesNotContain("Matrices");
  }

  @Test
  void aFolderThatIsNoRunIsRefused() {
    Invocation invocation = Invocation.of("report", folder.toString());
    assertThat(invocation.code()).isEqualTo(ExitCode.FILE);
    assertThat(invocation.err()).contains("is no run: expected a folder with manifest.json");
    assertThat(folder.resolve("report.html")).doesNotExist();
  }

  private static String report(Path run) throws IOException {
    Invocation invocation = Invocation.of("report", run.toString());
    assertThat(invocation.code()).as(invocation.err()).isEqualTo(ExitCode.OK);
    return Files.readString(run.resolve("report.html"));
  }

  private static void run(String command, Path zip, Path out, String... options) {
    String[] fixed = {
      command,
      "" + zip,
      "--data",
      "synthetic",
      "--images",
      "4",
      "--points",
      "3",
      "--quiet",
      "--out",
      "" + out
    };
    String[] all = java.util.Arrays.copyOf(fixed, fixed.length + options.length);
    System.arraycopy(options, 0, all, fixed.length, options.length);
    Invocation invocation = Invocation.of(all);
    assertThat(invocation.code()).as(invocation.err()).isEqualTo(ExitCode.OK);
  }

  private static long count(String text, String pattern) {
    return Pattern.compile(pattern).matcher(text).results().count();
  }

  /** Returns how a policy names the script in a piece of a page. */
  private static String source(String piece) throws Exception {
    int start = piece.indexOf("<script>") + "<script>".length();
    byte[] script =
        piece.substring(start, piece.indexOf("</script>")).getBytes(StandardCharsets.UTF_8);
    byte[] digest = java.security.MessageDigest.getInstance("SHA-256").digest(script);
    return "'sha256-" + java.util.Base64.getEncoder().encodeToString(digest) + "'";
  }

  /** Returns what page.html says in frames of several widths. */
  private String frames(int... widths) throws IOException, InterruptedException {
    Path around = folder.resolve("around.html");
    StringBuilder frames = new StringBuilder("<pre id=\"outcome\"></pre>");
    frames.append("<script>addEventListener('message', function (e) {");
    frames.append("document.getElementById('outcome').textContent += e.data + '\\n'; });</script>");
    for (int width : widths) {
      frames.append(
          "<iframe src=\"page.html\" width=\"%d\" height=\"800\" frameborder=\"0\"></iframe>"
              .formatted(width));
    }
    Files.writeString(around, frames);
    return dom(around);
  }

  private String dom(Path page) throws IOException, InterruptedException {
    Path out = folder.resolve("dom.html");
    Process process =
        new ProcessBuilder(
                CHROMIUM.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--enable-unsafe-swiftshader",
                "--user-data-dir=" + folder.resolve("profile"),
                "--virtual-time-budget=60000",
                "--dump-dom",
                page.toUri().toString())
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(3, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    return Files.readString(out, StandardCharsets.UTF_8);
  }
}
