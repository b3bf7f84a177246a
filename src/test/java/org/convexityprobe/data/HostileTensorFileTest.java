package org.convexityprobe.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Feeds the tensor readers files that lie. */
class HostileTensorFileTest {
  /** No case may allocate more: a hundred times the largest file tried here. */
  private static final long MAX_ALLOCATION = 64 << 20;

  @TempDir private Path folder;

  private Path safetensors(String header, int dataBytes) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return safetensors(text.length, text, dataBytes);
  }

  private Path safetensors(long announced, byte[] header, int dataBytes) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + header.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(announced).put(header);
    return Files.write(folder.resolve("a.safetensors"), bytes.array());
  }

  private static String tensor(String name, String shape, String range) {
    return "\"%s\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":%s}"
        .formatted(name, shape, range);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1, Long.MIN_VALUE, Long.MAX_VALUE, 4L << 30, 5_000_000, 30})
  void refusesHeadersOfImpossibleLength(long announced) throws IOException {
    Path file = safetensors(announced, "{}  ".getBytes(StandardCharsets.UTF_8), 4);
    assertThatThrownBy(() -> TensorFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("header of " + Long.toUnsignedString(announced));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[2];[0,16];the file has 8",
        "[2];[4,12];ends at 0",
        "[2];[8,0];8 to 0",
        "[2];[-8,0];impossible range",
        "[2];[0,1e3];impossible range",
        "[2];[0,99999999999999999999];impossible range",
        "[-2];[0,8];impossible shape",
        "[4294967296,4294967296];[0,8];impossible shape",
        "[65536,65536];[0,8];shape [65536, 65536] has 8 bytes",
        "[3];[0,8];shape [3] has 8 bytes",
        "2;[0,8];lacks",
        "[2];[0];lacks",
        "[2];{};lacks"
      })
  void refusesTensorsThatDoNotFitTheFile(String shape, String range, String message)
      throws IOException {
    Path file = safetensors("{" + tensor("w", shape, range) + "}", 8);
    assertThatThrownBy(() -> TensorFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesOverlapsGapsAndUnclaimedBytes() throws IOException {
    Path overlap =
        safetensors(
            "{" + tensor("a", "[2]", "[0,8]") + "," + tensor("b", "[2]", "[4,12]") + "}", 12);
    assertThatThrownBy(() -> TensorFile.read(overlap))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("'b' has bytes 4 to 12, but the tensor before it ends at 8");
    Path gap =
        safetensors(
            "{" + tensor("a", "[1]", "[0,4]") + "," + tensor("b", "[1]", "[8,12]") + "}", 12);
    assertThatThrownBy(() -> TensorFile.read(gap)).hasMessageContaining("'b' has bytes 8 to 12");
    Path unclaimed = safetensors("{" + tensor("a", "[1]", "[0,4]") + "}", 12);
    assertThatThrownBy(() -> TensorFile.read(unclaimed)).hasMessageContaining("has 12");
  }

  @Test
  void refusesDuplicateNamesAndWhatIsNoJson() throws IOException {
    Path twice =
        safetensors("{" + tensor("a", "[1]", "[0,4]") + "," + tensor("a", "[1]", "[4,8]") + "}", 8);
    assertThatThrownBy(() -> TensorFile.read(twice))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("'a'");
    for (String header : new String[] {"[]", "{", "nonsense", "{}{}", "[".repeat(100_000)}) {
      Path file = safetensors(header, 0);
      assertThatThrownBy(() -> TensorFile.read(file))
          .as(header.substring(0, 1))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(file.toString());
    }
  }

  @Test
  void refusesUnknownTypesByName() throws IOException {
    Path file = safetensors("{" + tensor("w", "[1]", "[0,4]").replace("F32", "U32") + "}", 4);
    assertThatThrownBy(() -> TensorFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("'w' has type U32; expected F64, F32, F16 or BF16");
  }

  /** Writes an archive of one entry. */
  private Path npz(String name, byte[] content) throws IOException {
    Path file = folder.resolve("a.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
    }
    return file;
  }

  private static byte[] npy(String dictionary, int dataBytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] text = dictionary.getBytes(StandardCharsets.UTF_8);
    out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    out.write(new byte[] {(byte) text.length, (byte) (text.length >> 8)});
    out.write(text);
    out.write(new byte[dataBytes]);
    return out.toByteArray();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), };takes",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (536870912,), };takes",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (65536, 65536), };impossible",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999,), };99999999999",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (-2,), };impossible",
        "{'descr': '<i8', 'fortran_order': False, 'shape': (1,), };type '<i8'",
        "{'descr': '<c8', 'fortran_order': False, 'shape': (1,), };complex",
        "{'descr': '|O', 'fortran_order': False, 'shape': (1,), };pickled",
        "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,), };a record",
        "{'fortran_order': False, 'shape': (2,), };no dictionary",
        "import os;no dictionary"
      })
  void refusesArraysWhoseHeaderLies(String dictionary, String message) throws IOException {
    Path file = npz("w.npy", npy(dictionary, 8));
    assertThatThrownBy(() -> TensorFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("'w'")
        .hasMessageContaining(message);
  }

  @Test
  void refusesAnArchiveThatUnpacksToMoreThanItsArray() throws IOException {
    byte[] bomb = npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", 50_000_000);
    Path file = npz("w.npy", bomb);
    assertThat(Files.size(file)).isLessThan(100_000);
    long allocated = allocatedByReading(file);
    assertThat(allocated).isLessThan(1 << 20);
    assertThatThrownBy(() -> TensorFile.read(file)).hasMessageContaining("takes");
  }

  @Test
  void refusesAnArchiveWhoseDirectoryLiesAboutSizes() throws IOException {
    int claimed = 400_000_000;
    byte[] content = npy("{'descr': '<f4', 'fortran_order': False, 'shape': (100000000,), }", 1000);
    Path file = npz("w.npy", content);
    byte[] zip = Files.readAllBytes(file);
    int directory = zip.length - 22 - 46 - "w.npy".length();
    ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).putInt(directory + 24, claimed + 67);
    Files.write(file, zip);
    assertThat(allocatedByReading(file)).isLessThan(1 << 20);
    assertThatThrownBy(() -> TensorFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot unpack to");
  }

  @Test
  void refusesArraysWithAWrongChecksum() throws IOException {
    byte[] content = npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", 8);
    Path file = folder.resolve("a.npz");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      ZipEntry entry = new ZipEntry("w.npy");
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(content.length);
      CRC32 checksum = new CRC32();
      checksum.update(content);
      entry.setCrc(checksum.getValue());
      zip.putNextEntry(entry);
      zip.write(content);
    }
    byte[] zip = Files.readAllBytes(file);
    zip[30 + "w.npy".length() + content.length - 1] ^= 1;
    Files.write(file, zip);
    assertThatThrownBy(() -> TensorFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("checksum");
  }

  @Test
  void refusesOtherEntriesAndOtherFiles() throws IOException {
    Path script = npz("evil.py", new byte[5]);
    assertThatThrownBy(() -> TensorFile.read(script)).hasMessageContaining("'evil.py'");
    Files.writeString(folder.resolve("a.npz"), "no zip");
    assertThatThrownBy(() -> TensorFile.read(script)).isInstanceOf(IOException.class);
    Path text = Files.writeString(folder.resolve("a.npy"), "no array");
    assertThatThrownBy(() -> TensorFile.read(text)).hasMessageContaining("'a'");
  }

  /** Reads a file, which may fail by an {@link IOException} that names it; returns bytes used. */
  private static long allocatedByReading(Path file) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    try {
      TensorFile.read(file, name -> !name.endsWith("num_batches_tracked"));
    } catch (IOException | IllegalArgumentException e) {
      assertThat(e.getMessage()).contains(file.toString()).doesNotContain(": null");
    }
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "python.safetensors",
        "numpy.npz",
        "compressed.npz",
        "single.npy",
        "torch/zip.pt",
        "torch/legacy.pt",
        "torch/checkpoint.pth.tar"
      })
  void mutatedFilesGiveOnlyInputErrorsAndBoundedMemory(String name) throws IOException {
    byte[] valid = Files.readAllBytes(TensorFileTest.resource(name));
    Path file = folder.resolve("mutated-" + name.replace("torch/", ""));
    Random random = Mutation.random(name);
    for (int round = 0; round < Mutation.rounds(1500); round++) {
      byte[] mutated = Mutation.of(valid, random);
      Files.write(file, mutated);
      assertThat(allocatedByReading(file)).as("round %d", round).isLessThan(MAX_ALLOCATION);
    }
  }
}
