package org.convexityprobe.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.nd4j.linalg.factory.Nd4j;

/** What a run was made with: versions, backend and machine. */
public final class Environment {
  private static final String UNKNOWN = "unknown";

  private static final Properties BUILD = build();

  private Environment() {}

  /** Returns the facts recorded in manifests and shown by {@code convexity doctor}. */
  public static Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>(versions());
    facts.put("java", System.getProperty("java.vendor") + " " + Runtime.version());
    facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    facts.put("processor", Processor.describe());
    facts.put("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
    return facts;
  }

  /** Returns the versions of this program and of the numerical libraries in use. */
  public static Map<String, String> versions() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("convexity-probe", program());
    versions.put("deeplearning4j", mavenVersion("org.deeplearning4j", "deeplearning4j-nn"));
    versions.put("nd4j-backend", Nd4j.getBackend().getClass().getSimpleName());
    versions.put(
        "nd4j-build", System.getProperty("org.bytedeco.javacpp.platform.extension", "default"));
    versions.put("openblas", mavenVersion("org.bytedeco", "openblas"));
    versions.put("onednn", mavenVersion("org.bytedeco", "dnnl"));
    return versions;
  }

  /** Returns the version of this program and the commit that it was built from. */
  public static String program() {
    return programVersion() + " (" + BUILD.getProperty("commit", UNKNOWN) + ")";
  }

  /** Returns the version of this program. */
  public static String programVersion() {
    return BUILD.getProperty("version", UNKNOWN);
  }

  /** Reads what the build wrote; a class path without a build has the names of the properties. */
  private static Properties build() {
    Properties build = properties("build.properties");
    build.values().removeIf(value -> value.toString().startsWith("${"));
    return build;
  }

  private static Properties properties(String resource) {
    Properties properties = new Properties();
    try (InputStream in = Environment.class.getResourceAsStream(resource)) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(resource + " of this program cannot be read", e);
    }
    return properties;
  }

  private static String mavenVersion(String group, String artifact) {
    return properties("/META-INF/maven/%s/%s/pom.properties".formatted(group, artifact))
        .getProperty("version", UNKNOWN);
  }
}
