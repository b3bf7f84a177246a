package org.convexityprobe.resnet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.convexityprobe.data.AbsoluteFile;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network's zip in DL4J's format: {@code configuration.json}, {@code coefficients.bin} and, where
 * training goes on, {@code updaterState.bin}.
 *
 * <p>Files are not trusted, so DL4J never reads one: its {@code ModelSerializer} would run Java's
 * deserialisation on an entry {@code preprocessor.bin}, and make instances of classes that {@code
 * configuration.json} names. The graph is built from the {@link ResNetArchitecture} instead, its
 * configuration is compared with the file's as plain JSON ({@link GraphComparison}), and numbers
 * are read as numbers. Entries other than the three are never opened, nothing is read beyond a size
 * that is known before, and each entry's checksum is verified.
 */
public final class GraphArchive implements AutoCloseable {
  static final String CONFIGURATION = "configuration.json";
  static final String COEFFICIENTS = "coefficients.bin";
  public static final String UPDATER_STATE = "updaterState.bin";

  /** The earliest time that a zip archive can state: equal networks make equal files. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private static final JsonMapper JSON = new JsonMapper();

  private final Path file;
  private final ZipFile zip;

  private GraphArchive(Path file, ZipFile zip) {
    this.file = file;
    this.zip = zip;
  }

  /**
   * Opens a zip.
   *
   * @throws IOException if it is missing, damaged or no network
   */
  public static GraphArchive open(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("no such checkpoint: " + file);
    }
    GraphArchive archive;
    try {
      archive = new GraphArchive(file, new ZipFile(AbsoluteFile.of(file)));
    } catch (ZipException e) {
      throw new IOException(
          "%s is truncated or no zip file (%s); expected a DL4J network"
              .formatted(file, e.getMessage()),
          e);
    }
    for (String entry : new String[] {CONFIGURATION, COEFFICIENTS}) {
      if (archive.zip.getEntry(entry) == null) {
        archive.close();
        throw new IOException("%s is no DL4J network: its zip has no %s".formatted(file, entry));
      }
      if (archive.zip.stream().filter(other -> other.getName().equals(entry)).count() > 1) {
        archive.close();
        // Programs differ in which of the two they read.
        throw new IOException("%s: %s occurs twice in its zip".formatted(file, entry));
      }
    }
    return archive;
  }

  /** Returns the zip. */
  Path file() {
    return file;
  }

  /**
   * Returns the network's configuration.
   *
   * @param limit most bytes that it may have
   */
  JsonNode configuration(int limit) throws IOException {
    try {
      return JSON.readTree(text(CONFIGURATION, limit));
    } catch (JsonProcessingException e) {
      throw new IOException(
          "%s: %s is no JSON: %s".formatted(file, CONFIGURATION, e.getOriginalMessage()), e);
    }
  }

  /**
   * Returns the text of an entry.
   *
   * @param limit most bytes that it may have
   */
  public String text(String entry, int limit) throws IOException {
    return read(
        entry,
        in -> {
          byte[] bytes = in.readNBytes(limit + 1);
          if (bytes.length > limit) {
            throw fault(entry, "it has more than %d bytes".formatted(limit));
          }
          return new String(bytes, StandardCharsets.UTF_8);
        });
  }

  /**
   * Returns a vector of numbers.
   *
   * @param length how many it must have
   * @param owner what has so many, for the message where it has not
   */
  public float[] vector(String entry, long length, String owner) throws IOException {
    return read(entry, in -> new VectorReader(in).read(Math.toIntExact(length), owner));
  }

  private interface Reading<T> {
    T from(DataInputStream in) throws IOException;
  }

  private <T> T read(String name, Reading<T> reading) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new IOException("%s: its zip has no %s".formatted(file, name));
    }
    CRC32 sum = new CRC32();
    T value;
    try (InputStream content = zip.getInputStream(entry);
        CheckedInputStream in = new CheckedInputStream(new BufferedInputStream(content), sum)) {
      value = reading.from(new DataInputStream(in));
      if (in.read() >= 0) {
        throw fault(name, "bytes follow where it should end");
      }
    } catch (EOFException e) {
      throw new IOException("%s: %s ends early".formatted(file, name), e);
    } catch (VectorReader.VectorException e) {
      throw new IOException("%s: %s does not fit: %s".formatted(file, name, e.getMessage()), e);
    } catch (ZipException e) {
      throw new IOException("%s: %s is damaged: %s".formatted(file, name, e.getMessage()), e);
    }
    if (sum.getValue() != entry.getCrc()) {
      throw fault(
          name,
          "its checksum (CRC-32) is %08x, the zip says %08x"
              .formatted(sum.getValue(), entry.getCrc()));
    }
    return value;
  }

  private IOException fault(String entry, String what) {
    return new IOException("%s: %s is damaged: %s".formatted(file, entry, what));
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  /**
   * Writes a graph as DL4J's {@code ModelSerializer} does, except that no time goes into the zip.
   *
   * @param updater whether the updater's state goes in, too
   * @param more further entries, by name
   */
  public static void write(
      OutputStream out, ComputationGraph graph, boolean updater, Map<String, String> more)
      throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(CONFIGURATION, graph.getConfiguration().toJson());
    texts.putAll(more);
    for (Map.Entry<String, String> text : texts.entrySet()) {
      begin(zip, text.getKey());
      zip.write(text.getValue().getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    }
    add(zip, COEFFICIENTS, graph.params());
    INDArray state = updater ? graph.getUpdater().getStateViewArray() : null;
    if (state != null) {
      add(zip, UPDATER_STATE, state);
    }
    zip.finish();
  }

  private static void add(ZipOutputStream zip, String name, INDArray vector) throws IOException {
    begin(zip, name);
    DataOutputStream data = new DataOutputStream(zip);
    Nd4j.write(vector, data);
    data.flush();
    zip.closeEntry();
  }

  private static void begin(ZipOutputStream zip, String name) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(TIME);
    zip.putNextEntry(entry);
  }
}
