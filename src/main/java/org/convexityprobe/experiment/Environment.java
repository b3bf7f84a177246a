package org.convexityprobe.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.nd4j.linalg.factory.Nd4j;

/** What a run was made with: versions, backend, machine and git revision. */
public final class Environment {
  private static final String UNKNOWN = "unknown";

  private Environment() {}

  /** Returns the facts recorded in manifests and shown by {@code convexity doctor}. */
  public static Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>(versions());
    facts.put("java", System.getProperty("java.vendor") + " " + Runtime.version());
    facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    facts.put("processor", processor());
    facts.put("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
    facts.put("git", gitRevision());
    return facts;
  }

  /**
   * Returns the facts, and which images a run uses.
   *
   * @throws IOException if the images cannot be found
   */
  static Map<String, String> facts(DataConfig data) throws IOException {
    Map<String, String> facts = facts();
    facts.put("images", data.identify());
    return facts;
  }

  /** Returns the versions of this program and of the numerical libraries in use. */
  public static Map<String, String> versions() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("convexity-probe", programVersion());
    versions.put("deeplearning4j", mavenVersion("org.deeplearning4j", "deeplearning4j-nn"));
    versions.put("nd4j-backend", Nd4j.getBackend().getClass().getSimpleName());
    versions.put(
        "nd4j-build", System.getProperty("org.bytedeco.javacpp.platform.extension", "default"));
    versions.put("openblas", mavenVersion("org.bytedeco", "openblas"));
    versions.put("onednn", mavenVersion("org.bytedeco", "dnnl"));
    return versions;
  }

  /** Returns the version of this program. */
  public static String programVersion() {
    String version = Environment.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  private static String mavenVersion(String group, String artifact) {
    String resource = "/META-INF/maven/%s/%s/pom.properties".formatted(group, artifact);
    try (java.io.InputStream in = Environment.class.getResourceAsStream(resource)) {
      if (in == null) {
        return UNKNOWN;
      }
      java.util.Properties properties = new java.util.Properties();
      properties.load(in);
      return properties.getProperty("version", UNKNOWN);
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  private static String processor() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }

  /** Returns the revision of the checkout that the program was built in, where there is one. */
  private static String gitRevision() {
    try {
      Path classes =
          Path.of(Environment.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Process git =
          new ProcessBuilder("git", "describe", "--always", "--dirty")
              .directory(classes.getParent().toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String revision =
          new String(git.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
              .strip();
      boolean ended = git.waitFor(5, TimeUnit.SECONDS);
      return ended && git.exitValue() == 0 && !revision.isEmpty() ? revision : UNKNOWN;
    } catch (IOException | java.net.URISyntaxException e) {
      return UNKNOWN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return UNKNOWN;
    }
  }
}
