package org.convexityprobe.data.matrix;

import io.jhdf.Utils;
import io.jhdf.checksum.ChecksumUtils;
import io.jhdf.dataset.chunked.Chunk;
import io.jhdf.dataset.chunked.ChunkedDatasetV4;
import io.jhdf.dataset.chunked.indexing.ChunkImpl;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessageV4;
import io.jhdf.storage.HdfBackingStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Where the chunks of an HDF5 data set are that numbers them: one of limited sizes (a fixed array,
 * or no index at all), or one that grows along one axis (an extensible array). HDF5 numbers chunks
 * by the largest sizes, not by the present ones, and puts the axis that grows first; it leaves out
 * chunks, and whole blocks of the index, that were never written. The library (jHDF 0.13.0) heeds
 * none of this. The names are those of the HDF5 file format specification, version 3.
 */
final class Hdf5ChunkIndex {
  private static final int START = 6; // signature, version, client

  private final HdfBackingStorage storage;
  private final ChunkedDataLayoutMessageV4 layout;
  private final long[] counts;
  private final int[] chunk;
  private final int first;
  private final int chunkBytes;
  private final int offsetSize;
  private final List<Chunk> chunks = new ArrayList<>();
  private final long total;
  private int elementSize;
  private boolean filtered;
  private long next;

  private Hdf5ChunkIndex(
      HdfBackingStorage storage, ChunkedDatasetV4 dataset, ChunkedDataLayoutMessageV4 layout) {
    this.storage = storage;
    this.layout = layout;
    offsetSize = storage.getSizeOfOffsets();
    chunk = dataset.getChunkDimensions();
    long[] sizes = dataset.getDimensionsAsLong();
    long[] largest = dataset.getMaxSize();
    counts = new long[chunk.length];
    int growing = 0;
    long product = 1;
    int bytes = dataset.getDataType().getSize();
    for (int axis = 0; axis < chunk.length; axis++) {
      boolean unlimited = largest[axis] < 0;
      growing = unlimited ? axis : growing;
      counts[axis] = parts(unlimited ? sizes[axis] : largest[axis], chunk[axis]);
      product = Math.multiplyExact(product, counts[axis]);
      bytes = Math.multiplyExact(bytes, chunk[axis]);
    }
    first = growing;
    total = product;
    chunkBytes = bytes;
  }

  /** Returns whether a data set numbers its chunks. */
  static boolean numbers(ChunkedDataLayoutMessageV4 layout) {
    return switch (layout.getIndexingType()) {
      case ChunkedDataLayoutMessageV4.IMPLICIT_INDEX,
          ChunkedDataLayoutMessageV4.FIXED_ARRAY_INDEX,
          ChunkedDataLayoutMessageV4.EXTENSIBLE_ARRAY_INDEX ->
          true;
      default -> false;
    };
  }

  /**
   * Returns the chunks that were written.
   *
   * @throws IOException if the index is damaged
   */
  static List<Chunk> chunks(
      HdfBackingStorage storage, ChunkedDatasetV4 dataset, ChunkedDataLayoutMessageV4 layout)
      throws IOException {
    Hdf5ChunkIndex index = new Hdf5ChunkIndex(storage, dataset, layout);
    long address = layout.getAddress();
    if (index.isWritten(address)) {
      switch (layout.getIndexingType()) {
        case ChunkedDataLayoutMessageV4.IMPLICIT_INDEX -> index.readWithoutIndex();
        case ChunkedDataLayoutMessageV4.FIXED_ARRAY_INDEX -> index.readFixed();
        default -> index.readExtensible();
      }
    }
    return index.chunks;
  }

  /** Returns how many parts of a size cover a length. */
  private static long parts(long length, int size) {
    return length / size + (length % size == 0 ? 0 : 1);
  }

  private boolean isWritten(long address) {
    long undefined = offsetSize == Long.BYTES ? -1 : (1L << (8 * offsetSize)) - 1;
    return address != undefined;
  }

  /** Returns where the next chunk begins, and counts on. */
  private long[] place() {
    long[] place = new long[chunk.length];
    long rest = next++;
    for (int axis = chunk.length - 1; axis >= 0; axis--) {
      if (axis != first) {
        place[axis] = rest % counts[axis] * chunk[axis];
        rest /= counts[axis];
      }
    }
    place[first] = rest * chunk[first];
    return place;
  }

  private void readWithoutIndex() throws IOException {
    if (Math.multiplyExact(total, chunkBytes) > storage.size()) {
      throw new IOException("it announces %d chunks, more than the file holds".formatted(total));
    }
    while (next < total) {
      long address = Math.addExact(layout.getAddress(), Math.multiplyExact(next, chunkBytes));
      chunks.add(new ChunkImpl(address, chunkBytes, place()));
    }
  }

  private long address(ByteBuffer from) {
    return Utils.readBytesAsUnsignedLong(from, offsetSize);
  }

  private long length(ByteBuffer from) {
    return Utils.readBytesAsUnsignedLong(from, storage.getSizeOfLengths());
  }

  /** Returns a part of the index, which a checksum follows. */
  private ByteBuffer part(long address, long size) throws IOException {
    int length = Math.toIntExact(size);
    ByteBuffer part = storage.readBufferFromAddress(address, Math.addExact(length, Integer.BYTES));
    byte[] content = new byte[length];
    part.get(0, content);
    if (ChecksumUtils.checksum(content) != part.getInt(length)) {
      throw new IOException("the checksum of the index of its chunks is another");
    }
    return part;
  }

  /** Returns a block of the index, which starts with its kind. */
  private ByteBuffer block(String signature, long address, long size) throws IOException {
    ByteBuffer block = part(address, size);
    byte[] start = new byte[signature.length()];
    block.get(start);
    if (!signature.equals(new String(start, StandardCharsets.ISO_8859_1)) || block.get() != 0) {
      throw new IOException("the index of its chunks has no block '%s'".formatted(signature));
    }
    filtered = block.get() == 1;
    return block;
  }

  /** Reads numbered chunks one after the other, beyond the last of which nothing is meant. */
  private void readElements(ByteBuffer from, long count) {
    for (long i = 0; i < count; i++) {
      long address = address(from);
      int size = chunkBytes;
      BitSet mask = null;
      if (filtered) {
        size = Utils.readBytesAsUnsignedInt(from, elementSize - offsetSize - Integer.BYTES);
        byte[] left = new byte[Integer.BYTES];
        from.get(left);
        mask = BitSet.valueOf(left);
      }
      if (isWritten(address) && next < total) {
        chunks.add(
            filtered
                ? new ChunkImpl(address, size, place(), mask)
                : new ChunkImpl(address, size, place()));
      } else {
        next++;
      }
    }
  }

  /** Pages have checksums of their own; those without anything written are marked so. */
  private void readPages(long address, long count, int pageCount, byte[] written, int from)
      throws IOException {
    long left = count;
    long at = address;
    for (int page = from; left > 0; page++) {
      long inPage = Math.min(left, pageCount);
      // The first page has the highest bit.
      if (((written[page / 8] >> (7 - page % 8)) & 1) != 0) {
        readElements(part(at, inPage * elementSize), inPage);
      } else {
        next += inPage;
      }
      left -= inPage;
      at += inPage * elementSize + Integer.BYTES;
    }
  }

  private void readFixed() throws IOException {
    long headerAddress = layout.getAddress();
    ByteBuffer header =
        block("FAHD", headerAddress, START + 2L + storage.getSizeOfLengths() + offsetSize);
    elementSize = header.get() & 0xff;
    int pageCount = 1 << header.get();
    long count = length(header);
    long address = address(header);
    if (!isWritten(address)) {
      return;
    }
    long start = (long) START + offsetSize;
    if (count <= pageCount) {
      ByteBuffer block = block("FADB", address, start + count * elementSize);
      block.position((int) start);
      readElements(block, count);
      return;
    }
    int marks = Math.toIntExact(parts(parts(count, pageCount), 8));
    ByteBuffer block = block("FADB", address, start + marks);
    byte[] written = new byte[marks];
    block.get((int) start, written);
    readPages(address + start + marks + Integer.BYTES, count, pageCount, written, 0);
  }

  /** What the header of an extensible array says of its blocks. */
  private record Blocks(int maxBits, int indexed, int minElements, int minPointers, int pageBits) {
    static Blocks read(ByteBuffer header) {
      return new Blocks(
          header.get() & 0xff,
          header.get() & 0xff,
          header.get() & 0xff,
          header.get() & 0xff,
          header.get() & 0xff);
    }

    private static int log2(int power) {
      return 31 - Integer.numberOfLeadingZeros(power);
    }

    /** Returns how many groups of data blocks there can be, each with as many or twice as many. */
    int groups() {
      return 1 + maxBits - log2(minElements);
    }

    /** Returns how many of these groups the index block points to without a secondary block. */
    int directGroups() {
      return 2 * log2(minPointers);
    }

    long dataBlocks(int group) {
      return 1L << (group / 2);
    }

    long elements(int group) {
      return (1L << ((group + 1) / 2)) * minElements;
    }

    int offsetBytes() {
      return (maxBits + 7) / 8;
    }

    int pageCount() {
      return 1 << pageBits;
    }
  }

  private void readExtensible() throws IOException {
    ByteBuffer header =
        block(
            "EAHD", layout.getAddress(), START + 6L + 6L * storage.getSizeOfLengths() + offsetSize);
    elementSize = header.get() & 0xff;
    Blocks blocks = Blocks.read(header);
    header.position(header.position() + 6 * storage.getSizeOfLengths());
    long address = address(header);
    if (!isWritten(address)) {
      return;
    }
    long pointers =
        2L * (blocks.minPointers() - 1) + Math.max(0, blocks.groups() - blocks.directGroups());
    ByteBuffer index =
        block(
            "EAIB",
            address,
            START
                + offsetSize
                + (long) blocks.indexed() * elementSize
                + pointers * (long) offsetSize);
    index.position(START + offsetSize);
    readElements(index, blocks.indexed());
    for (int group = 0; group < blocks.groups() && next < total; group++) {
      if (group < blocks.directGroups()) {
        for (long i = 0; i < blocks.dataBlocks(group); i++) {
          readDataBlock(blocks, group, address(index), null, 0);
        }
      } else {
        readSecondaryBlock(blocks, group, address(index));
      }
    }
  }

  private void readSecondaryBlock(Blocks blocks, int group, long address) throws IOException {
    long count = blocks.dataBlocks(group);
    if (!isWritten(address)) {
      next += count * blocks.elements(group);
      return;
    }
    long pages = blocks.elements(group) / blocks.pageCount();
    boolean paged = pages > 1;
    int marks = paged ? Math.toIntExact(count * parts(pages, 8)) : 0;
    int start = START + offsetSize + blocks.offsetBytes();
    ByteBuffer block = block("EASB", address, start + marks + count * offsetSize);
    byte[] written = new byte[marks];
    block.get(start, written);
    block.position(start + marks);
    for (long i = 0; i < count && next < total; i++) {
      readDataBlock(blocks, group, address(block), paged ? written : null, (int) (i * pages));
    }
  }

  private void readDataBlock(Blocks blocks, int group, long address, byte[] written, int page)
      throws IOException {
    long count = blocks.elements(group);
    if (!isWritten(address)) {
      next += count;
      return;
    }
    long start = (long) START + offsetSize + blocks.offsetBytes();
    if (written == null) {
      ByteBuffer block = block("EADB", address, start + count * elementSize);
      block.position((int) start);
      readElements(block, count);
    } else {
      block("EADB", address, start);
      readPages(address + start + Integer.BYTES, count, blocks.pageCount(), written, page);
    }
  }
}
