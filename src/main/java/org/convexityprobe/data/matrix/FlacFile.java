package org.convexityprobe.data.matrix;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * A FLAC recording (<a href="https://www.rfc-editor.org/rfc/rfc9639">RFC 9639</a>) of 4 to 32 bits.
 * Every checksum is verified: that of each frame's header, that of each frame, and the MD5 of all
 * samples, where the file has one. The decoder is the project's own: jFLAC 1.5.2 goes on after a
 * damaged frame, does not know the MD5, and reads widths of whole bytes alone.
 */
final class FlacFile {
  private static final int STREAM_INFO_BYTES = 34;
  private static final int MAGIC_BYTES = 4;

  private final Path file;
  private final Channels channels;
  private final java.security.MessageDigest digest = DigestUtils.getMd5Digest();

  FlacFile(Path file, Channels channels) {
    this.file = file;
    this.channels = channels;
  }

  /**
   * What the file says of all frames.
   *
   * @param blockSize the largest number of samples in a frame
   * @param samples samples of each channel, or 0 where that is not known
   * @param md5 of all samples; zeros where it is not known
   */
  @SuppressWarnings("ArrayRecordComponent") // read once
  record StreamInfo(int blockSize, int channels, int bits, long samples, byte[] md5) {
    static StreamInfo of(ByteBuffer block) {
      long packed = block.getLong(10);
      byte[] md5 = new byte[STREAM_INFO_BYTES - 18];
      block.get(18, md5);
      return new StreamInfo(
          block.getShort(2) & 0xffff,
          (int) (packed >>> 41 & 7) + 1,
          (int) (packed >>> 36 & 31) + 1,
          packed & 0xf_ffff_ffffL,
          md5);
    }
  }

  /**
   * Decodes the samples.
   *
   * @return what was noticed
   * @throws MatrixFileException if the file is damaged or ends early
   */
  List<String> read() throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      StreamInfo info = metadata(in);
      channels.announce(info.channels());
      List<String> notes = frames(in, info);
      if (info.samples() != 0 && channels.count() != info.samples()) {
        throw fault(
            "%d of %d samples are missing: the recording is cut short; copy or fetch it again"
                .formatted(info.samples() - channels.count(), info.samples()));
      }
      requireDigest(info.md5());
      return notes;
    }
  }

  private StreamInfo metadata(InputStream in) throws IOException {
    in.skipNBytes(MAGIC_BYTES);
    StreamInfo info = null;
    for (boolean last = false; !last; ) {
      ByteBuffer head = ByteBuffer.wrap(in.readNBytes(4));
      if (head.capacity() < 4) {
        throw new EOFException();
      }
      last = head.get(0) < 0;
      int type = head.get(0) & 0x7f;
      int length = head.getInt(0) & 0xff_ffff;
      if (type == 0 && info == null && length == STREAM_INFO_BYTES) {
        byte[] block = in.readNBytes(length);
        if (block.length < length) {
          throw new EOFException();
        }
        info = StreamInfo.of(ByteBuffer.wrap(block));
      } else if (info == null || type == 0x7f) {
        throw fault(
            "its metadata are damaged: a block of type %d and %d bytes".formatted(type, length));
      } else {
        in.skipNBytes(length);
      }
    }
    return info;
  }

  private List<String> frames(InputStream in, StreamInfo info) throws IOException {
    List<String> notes = new ArrayList<>();
    BitReader bits = new BitReader(in);
    FlacFrame frame = new FlacFrame(bits, info);
    double scale = Math.scalb(1.0, 1 - info.bits());
    double[] values = new double[info.channels()];
    for (long number = 0; info.samples() == 0 || channels.count() < info.samples(); number++) {
      if (bits.atEnd()) {
        return notes;
      }
      try {
        frame.read(number, channels.count());
      } catch (EOFException e) {
        throw fault(
            "frame %d ends early, after %s samples: the recording is cut short; copy or fetch it again"
                .formatted(number, found(info)));
      } catch (IOException e) {
        throw fault(
            "frame %d is damaged, after %s samples: %s"
                .formatted(number, found(info), e.getMessage()));
      }
      update(frame, info.bits());
      for (int i = 0; i < frame.length(); i++) {
        for (int channel = 0; channel < values.length; channel++) {
          values[channel] = frame.sample(channel, i) * scale;
        }
        channels.add(values);
      }
    }
    if (!bits.atEnd()) {
      notes.add("what follows the last of %d samples is left out".formatted(info.samples()));
    }
    return notes;
  }

  private String found(StreamInfo info) {
    return info.samples() == 0 ? "" + channels.count() : channels.count() + " of " + info.samples();
  }

  /** Adds samples to the digest: interleaved, in whole bytes, the lowest first. */
  private void update(FlacFrame frame, int bits) {
    int width = (bits + 7) / 8;
    byte[] bytes = new byte[frame.length() * frame.channels() * width];
    int next = 0;
    for (int i = 0; i < frame.length(); i++) {
      for (int channel = 0; channel < frame.channels(); channel++) {
        long sample = frame.sample(channel, i);
        for (int k = 0; k < width; k++) {
          bytes[next++] = (byte) (sample >> (8 * k));
        }
      }
    }
    digest.update(bytes);
  }

  private void requireDigest(byte[] expected) throws MatrixFileException {
    byte[] found = digest.digest();
    if (!Arrays.equals(expected, new byte[expected.length]) && !Arrays.equals(expected, found)) {
      throw fault(
          "the MD5 of its samples is %s, but the file says %s: it is damaged; copy or fetch it again"
              .formatted(HexFormat.of().formatHex(found), HexFormat.of().formatHex(expected)));
    }
  }

  private MatrixFileException fault(String problem) {
    return new MatrixFileException(file, problem);
  }
}
