package org.convexityprobe.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files are told apart by what they hold; their names are all the same here. */
class FileKindTest {
  @TempDir private Path folder;

  private FileKind kind(byte[] content) throws IOException {
    return FileKind.of(Files.write(folder.resolve("ratings.csv"), content));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "WEB_PAGE | <!DOCTYPE html><html><body>Not found</body></html>",
        "WEB_PAGE | <!-- a note --> <HTML lang='en'>",
        "WEB_PAGE | <?xml version='1.0'?><!DOCTYPE html><html>",
        "XML | <?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>",
        "LFS_POINTER | version https://git-lfs.github.com/spec/v1",
        "GRAYMAP | P5 2 3 255 ",
        "GRAYMAP | P2 # plain",
        "PIXMAP | P6 2 3 255 ",
        "TEXT | P5,P6,P7",
        "TEXT | P5 P6 P7",
        "TEXT | 'P1\t0.5\t0.3'",
        "TEXT | 'P1\t5\t3\nP2\t4\t1'",
        "TEXT | P5 2 3,5 255",
        "GRAYMAP | 'P2 # plain\n3 # wide\n1 9\n1 2 3'",
        "GRAYMAP | 'P5\n2 2\n255\nab#d'",
        "PIXMAP | 'P1 2 3\n01 10 11'",
        "TEXT | RDX,0.5,0.3",
        "TEXT | 'RDB1\t0.5'",
        "R_DATA | 'RDX3\nX'",
        "TEXT | 'ID3\t0.5'",
        "TEXT | 'PAR1\t0.5'",
        "TEXT | GIF8,0.5",
        "PICTURE | GIF89a",
        "TEXT | BMI,age",
        "TEXT | 1,2",
        "TEXT | <5 and more",
        "TEXT | NaN Ärger",
        "PDF | %PDF-1.4",
        "JSON | [[1, 2], [3, 4]]",
        "ARFF | @RELATION iris",
        "ARFF | '% 1. Title: Iris\n%\n\n @relation iris'",
        "TEXT | '% a note\n1,2\n'",
      })
  void textIsKnownByHowItStarts(FileKind expected, String text) throws IOException {
    assertThat(kind(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "GZIP, 1f8b0800000000000003",
    "BZIP2, 425a683931415926535954",
    "XZ, fd377a585a000004e6d6b446",
    "ZSTD, 28b52ffd2409",
    "HDF5, 894844460d0a1a0a00000000",
    "NPY, 934e554d505901007600",
    "SAFETENSORS, 10000000000000007b7d202020",
    "PYTORCH, 80028a0a6cfc9c46f9206aa850192e80024de9032e",
    "PICKLE, 80049520000000000000008c",
    "PICTURE, 89504e470d0a1a0a",
    "PICTURE, ffd8ffe000104a46",
    "WAVE, 524946463c1400005741564566",
    "FLAC, 664c614300000022",
    "R_DATA, 580a0000000300040200",
    "TAGGED_SOUND, 49443303000000000f76",
    "PARQUET, 504152311504152815",
    "TEXT, efbbbf312c320a",
    "TEXT, fffe31002c0032000a00",
    "UNMARKED_UTF16, 31002c0032000a0033002c0034000a00",
    "UNMARKED_UTF16_BE, 0031002c0032000a0033002c0034000a",
    "BINARY, 0102030405060708090a",
    "TEXT, 312c32c40a1a",
    // A 2 × 3 matrix X of doubles, as SciPy writes it.
    "MATLAB_4, 000000000200000003000000000000000200000058000000",
  })
  void bytesAreKnownByTheirSignature(FileKind expected, String hex) throws IOException {
    assertThat(kind(HexFormat.of().parseHex(hex))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "NPZ, arr_0.npy",
    "PYTORCH, state/data.pkl",
    "CHECKPOINT, configuration.json",
    "EXCEL, [Content_Types].xml",
    "OPEN_DOCUMENT, mimetype",
    "ZIP, ml-1m/ratings.dat",
  })
  void zipArchivesAreKnownByTheirFirstEntry(FileKind expected, String entry) throws IOException {
    Path file = folder.resolve("x.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(1);
    }
    assertThat(FileKind.of(file)).isEqualTo(expected);
  }

  @Test
  void anEmptyFileIsNamed() throws IOException {
    assertThat(kind(new byte[0])).isEqualTo(FileKind.EMPTY);
  }

  @Test
  void adviceIsACommandForTheVeryFile() {
    assertThat(FileKind.GZIP.remedy(Path.of("a.gz"))).isEqualTo("unpack it: gunzip -k a.gz");
    assertThat(FileKind.GZIP.remedy(Path.of("it's.gz"))).endsWith("gunzip -k 'it'\\''s.gz'");
    assertThat(FileKind.WEB_PAGE.insteadOf("a matrix", Path.of("r.csv")))
        .startsWith("it is a web page (HTML); expected a matrix; ")
        .contains("delete r.csv and fetch");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "version https://git-lfs.github.com/spec/v1 | git lfs pull",
        "<!DOCTYPE html><html></html> | a web page (HTML); expected tensors",
        "BZh91AY&SY | bunzip2 -k",
      })
  void tensorsAreNotReadFromOtherFilesOfThatEnding(String content, String message)
      throws IOException {
    for (String ending : new String[] {"safetensors", "npz", "npy", "pt"}) {
      Path file =
          Files.write(folder.resolve("w." + ending), content.getBytes(StandardCharsets.ISO_8859_1));
      assertThatThrownBy(() -> TensorFile.read(file))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(file + ": it is")
          .hasMessageContaining(message);
    }
  }
}
