package org.convexityprobe.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The kind of a file, detected from its first bytes. The ending of its name plays no part: a
 * sign-in page that was saved as {@code ratings.csv} is a web page.
 */
public enum FileKind {
  /** Nothing. */
  EMPTY("an empty file", "copy or fetch it again"),
  /** Characters without a mark of their own, such as a table. */
  TEXT("text", ""),
  /** UTF-16 that does not start with its byte order mark. */
  UNMARKED_UTF16(
      "UTF-16 text without a byte order mark",
      "convert it: iconv -f UTF-16LE -t UTF-8 %1$s > utf8.txt"),
  /** The same with the high byte of each character first. */
  UNMARKED_UTF16_BE(
      "UTF-16 text (big-endian) without a byte order mark",
      "convert it: iconv -f UTF-16BE -t UTF-8 %1$s > utf8.txt"),
  /** Bytes that are neither text nor any format below. */
  BINARY("binary data of no known format", ""),

  /** One NumPy array. */
  NPY("a NumPy array (.npy)", ""),
  /** A zip archive of NumPy arrays. */
  NPZ("a NumPy archive (.npz)", ""),
  /** Tensors as Hugging Face keeps them. */
  SAFETENSORS("a safetensors file", ""),
  /** A Deeplearning4j model. */
  CHECKPOINT("a Deeplearning4j checkpoint (.zip)", ""),
  /** MATLAB before 1996. */
  MATLAB_4("a MATLAB file of version 4", ""),
  /** MATLAB 5 to 7. */
  MATLAB_5("a MATLAB file of version 5", ""),
  /** MATLAB 7.3, which is HDF5. */
  MATLAB_73("a MATLAB file of version 7.3", ""),
  /** HDF5 of any other program. */
  HDF5("an HDF5 file", ""),
  /** Astronomers' images. */
  FITS("a FITS file", ""),
  /** Sound in RIFF, RF64 or their big-endian relative. */
  WAVE("a WAV recording", ""),
  /** Losslessly compressed sound. */
  FLAC("a FLAC recording", ""),
  /** One grey image, P2 or P5. */
  GRAYMAP("a PGM image", ""),

  /** Compressed by gzip. */
  GZIP("a gzip file", "unpack it: gunzip -k %1$s"),
  /** Compressed by bzip2. */
  BZIP2("a bzip2 file", "unpack it: bunzip2 -k %1$s"),
  /** Compressed by xz. */
  XZ("an xz file", "unpack it: unxz -k %1$s"),
  /** Compressed by Zstandard. */
  ZSTD("a Zstandard file", "unpack it: unzstd %1$s"),
  /** Compressed by LZ4. */
  LZ4("an LZ4 file", "unpack it: unlz4 %1$s"),
  /** Compressed by Unix' old compress. */
  COMPRESS("a file compressed by 'compress'", "unpack it: uncompress -k %1$s"),
  /** A zip archive of something else. */
  ZIP("a zip archive", "unpack it and give one of its files: unzip %1$s"),
  /** A tar archive. */
  TAR("a tar archive", "unpack it and give one of its files: tar -xf %1$s"),
  /** A 7z archive. */
  SEVEN_ZIP("a 7z archive", "unpack it and give one of its files: 7z x %1$s"),
  /** A RAR archive. */
  RAR("a RAR archive", "unpack it and give one of its files: unrar x %1$s"),

  /** HTML, mostly a page that asks to sign in or says that something is missing. */
  WEB_PAGE(
      "a web page (HTML)",
      "a page to sign in on, or one that reports an error, was saved in place of the file: delete"
          + " %1$s and fetch the file again"),
  /** XML, such as an error of a file store. */
  XML("an XML document", "it may be an error message that was saved in place of the file"),
  /** What git shows of a large file that was not fetched. */
  LFS_POINTER(
      "a Git LFS pointer, not the file itself",
      "run 'git lfs pull' in its repository, or fetch it with the web page's download button"),

  /** Weights that {@code torch.save} wrote. */
  PYTORCH("a PyTorch file", ""),
  /** Any other Python object. */
  PICKLE("a Python pickle", "a pickle can run code, so none is read: save arrays by numpy.save"),
  /** R's own format. */
  R_DATA("an R data file", "in R: write.csv(x, 'x.csv')"),
  /** A new Excel file. */
  EXCEL("an Excel workbook (.xlsx)", "save the sheet as CSV"),
  /** An old Excel file. */
  OLD_EXCEL("an old Office document (.xls)", "save the sheet as CSV"),
  /** LibreOffice's tables and texts. */
  OPEN_DOCUMENT("an OpenDocument file", "save the sheet as CSV"),
  /** Columnar tables of the Hadoop world. */
  PARQUET(
      "a Parquet file",
      "convert it: python3 -c \"import pandas;"
          + " pandas.read_parquet(%2$s).to_csv('table.csv', index=False)\""),
  /** Columnar tables of Apache Arrow. */
  ARROW(
      "an Arrow or Feather file",
      "convert it: python3 -c \"import pandas;"
          + " pandas.read_feather(%2$s).to_csv('table.csv', index=False)\""),
  /** A data base in a file. */
  SQLITE("an SQLite data base", "export a table: sqlite3 -csv -header %1$s 'SELECT …' > table.csv"),
  /** A data file of Stata. */
  STATA("a Stata file", "in Stata: export delimited"),
  /** A data file of SPSS. */
  SPSS("an SPSS file", "save it as CSV"),
  /** Classic NetCDF. */
  NETCDF("a NetCDF file of the classic format", "convert it: nccopy -k nc4 %1$s table.nc"),
  /** JSON or a printed array. */
  JSON("JSON, or an array as Python prints it", "save it with numpy.save or as CSV"),
  /** A data file of Weka. */
  ARFF("an ARFF file", "save it as CSV"),
  /** A document. */
  PDF("a PDF document", ""),
  /** An image in colour or in black and white of the PNM family. */
  PIXMAP("a PNM image that is not grey", "convert it: convert %1$s -colorspace Gray gray.pgm"),
  /** A picture. */
  PICTURE(
      "a picture (PNG, JPEG, GIF, BMP, TIFF or WebP)",
      "convert it: convert %1$s -colorspace Gray gray.pgm"),
  /** Sound in a format that is not read. */
  SOUND("a recording (MP3, Ogg or AIFF)", "convert it: ffmpeg -i %1$s sound.wav"),
  /**
   * Sound of any format after a tag, with which MP3 files start, and no FLAC or WAV file should.
   */
  TAGGED_SOUND(
      "a recording that starts with an ID3 tag (MP3, or FLAC or WAV that a program put a tag before)",
      "convert it: ffmpeg -i %1$s sound.wav"),
  /** A program. */
  PROGRAM("a program", "");

  private static final int START = 8192;

  private final String what;
  private final String remedy;

  FileKind(String what, String remedy) {
    this.what = what;
    this.remedy = remedy;
  }

  /**
   * Returns what a file holds.
   *
   * @throws IOException if it cannot be read
   */
  public static FileKind of(Path file) throws IOException {
    FileKind kind;
    try (InputStream in = Files.newInputStream(file)) {
      kind = of(in);
    }
    boolean unknown = kind == BINARY || kind == TEXT;
    return unknown && Files.isRegularFile(file) && isHdf5AfterBlock(file) ? HDF5 : kind;
  }

  /** A program may keep a block of its own before HDF5, whose size is a power of two. */
  private static boolean isHdf5AfterBlock(Path file) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      ByteBuffer found = ByteBuffer.allocate(FileSignature.HDF5.length);
      for (long place = START; place + found.capacity() <= channel.size(); place *= 2) {
        channel.position(place).read(found.clear());
        if (Arrays.equals(found.array(), FileSignature.HDF5)) {
          return true;
        }
      }
      return false;
    }
  }

  /** Returns what a stream holds, of which some thousand bytes are consumed. */
  public static FileKind of(InputStream in) throws IOException {
    return new FileSignature(in.readNBytes(START)).kind();
  }

  /** Returns whether a host or a program puts such a file in place of the one that was wanted. */
  public boolean isStandIn() {
    return this == WEB_PAGE || this == XML || this == LFS_POINTER || this == EMPTY;
  }

  /** Returns the kind in words, with its article, such as {@code a web page (HTML)}. */
  public String what() {
    return what;
  }

  /** Returns what a user can do about such a file, or nothing where no advice holds in general. */
  public String remedy(Path file) {
    return remedy.formatted(shellQuoted(file), "'" + file + "'");
  }

  /**
   * Returns the message for a file of this kind where another was expected, without the file's
   * name.
   *
   * @param expected with its article, such as {@code a matrix}
   */
  public String insteadOf(String expected, Path file) {
    String advice = remedy(file);
    return "it is %s; expected %s%s"
        .formatted(what, expected, advice.isEmpty() ? "" : "; " + advice);
  }

  private static String shellQuoted(Path file) {
    String name = file.toString();
    return name.matches("[\\w./+-]+") ? name : "'" + name.replace("'", "'\\''") + "'";
  }
}
