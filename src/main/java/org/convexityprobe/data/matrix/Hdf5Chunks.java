package org.convexityprobe.data.matrix;

import io.jhdf.HdfFile;
import io.jhdf.ObjectHeader;
import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.dataset.chunked.Chunk;
import io.jhdf.dataset.chunked.ChunkOffset;
import io.jhdf.dataset.chunked.ChunkedDatasetV3;
import io.jhdf.dataset.chunked.ChunkedDatasetV4;
import io.jhdf.exceptions.HdfFilterException;
import io.jhdf.filter.FilterManager;
import io.jhdf.filter.FilterPipeline;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessageV4;
import io.jhdf.object.message.FilterPipelineMessage;
import io.jhdf.object.message.FilterPipelineMessage.FilterInfo;
import io.jhdf.storage.HdfBackingStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.convexityprobe.data.UnsupportedContentException;

/**
 * The chunks of an HDF5 data set, put together. The library (jHDF 0.13.0) finds most of them; it
 * would put every filter to use where a chunk leaves some out, compares no checksums, and has zeros
 * where nothing was written and the file says another value.
 */
final class Hdf5Chunks {
  static {
    FilterManager.addFilter(new Fletcher32());
  }

  private final ChunkedDataset dataset;
  private final HdfBackingStorage storage;
  private final Collection<Chunk> chunks;
  private final List<FilterInfo> filters;
  private final HdfFile file;

  private Hdf5Chunks(
      HdfFile file, ChunkedDataset dataset, Collection<Chunk> chunks, List<FilterInfo> filters) {
    this.file = file;
    this.dataset = dataset;
    this.storage = file.getHdfBackingStorage();
    this.chunks = chunks;
    this.filters = filters;
  }

  /** Gives access to where the chunks are, for indexes of version 1 to 3. */
  private static final class TreeIndexed extends ChunkedDatasetV3 {
    TreeIndexed(HdfBackingStorage storage, Dataset dataset, ObjectHeader header) {
      super(storage, dataset.getAddress(), dataset.getName(), dataset.getParent(), header);
    }

    Map<ChunkOffset, Chunk> chunks() {
      return getChunkLookup();
    }
  }

  /** The same for those indexes of version 4 that do not number chunks. */
  private static final class ArrayIndexed extends ChunkedDatasetV4 {
    ArrayIndexed(HdfBackingStorage storage, Dataset dataset, ObjectHeader header) {
      super(storage, dataset.getAddress(), dataset.getName(), dataset.getParent(), header);
    }

    Map<ChunkOffset, Chunk> chunks() {
      return getChunkLookup();
    }
  }

  /**
   * Finds the chunks.
   *
   * @throws IOException if their index is damaged
   */
  static Hdf5Chunks of(HdfFile file, ChunkedDataset dataset) throws IOException {
    HdfBackingStorage storage = file.getHdfBackingStorage();
    ObjectHeader header = ObjectHeader.readObjectHeader(storage, dataset.getAddress());
    List<FilterInfo> filters =
        header.hasMessageOfType(FilterPipelineMessage.class)
            ? header.getMessageOfType(FilterPipelineMessage.class).getFilters()
            : List.of();
    return new Hdf5Chunks(file, dataset, chunks(storage, dataset, header), filters);
  }

  private static Collection<Chunk> chunks(
      HdfBackingStorage storage, ChunkedDataset dataset, ObjectHeader header) throws IOException {
    if (!(dataset instanceof ChunkedDatasetV4 numbered)) {
      return new TreeIndexed(storage, dataset, header).chunks().values();
    }
    ChunkedDataLayoutMessageV4 layout = header.getMessageOfType(ChunkedDataLayoutMessageV4.class);
    return Hdf5ChunkIndex.numbers(layout)
        ? Hdf5ChunkIndex.chunks(storage, numbered, layout)
        : new ArrayIndexed(storage, dataset, header).chunks().values();
  }

  /**
   * Reads the whole data set, of one or two dimensions.
   *
   * @param values where its numbers go, row after row
   * @throws IOException if a chunk is damaged; the message names it
   */
  void read(Hdf5Numbers numbers, double[] values) throws IOException {
    int[] sizes = matrix(dataset.getDimensions());
    int[] chunk = matrix(dataset.getChunkDimensions());
    int chunkBytes = Math.multiplyExact(Math.multiplyExact(chunk[0], chunk[1]), numbers.size());
    if (written(sizes, chunk) < values.length) {
      Arrays.fill(values, numbers.fill(file, dataset));
    }
    for (Chunk part : chunks) {
      int[] place = place(part);
      byte[] content = decode(part);
      if (content.length < chunkBytes) {
        throw new IOException(
            "the chunk at (%d, %d) has %d bytes; expected %d"
                .formatted(place[0], place[1], content.length, chunkBytes));
      }
      int width = Math.min(chunk[1], sizes[1] - place[1]);
      for (int i = 0; i < chunk[0] && place[0] + i < sizes[0] && width > 0; i++) {
        ByteBuffer row = ByteBuffer.wrap(content).position(i * chunk[1] * numbers.size());
        numbers.read(row, values, (place[0] + i) * sizes[1] + place[1], width);
      }
    }
  }

  /** Returns how many numbers stand in chunks, those beyond the edges of the data set left out. */
  private long written(int[] sizes, int[] chunk) {
    long count = 0;
    for (Chunk part : chunks) {
      int[] place = place(part);
      long rows = Math.max(0, Math.min(chunk[0], sizes[0] - place[0]));
      count += rows * Math.max(0, Math.min(chunk[1], sizes[1] - place[1]));
    }
    return count;
  }

  /** Returns the row and column of a chunk's first number. */
  private static int[] place(Chunk part) {
    long[] offset = part.getChunkOffset();
    return new int[] {
      offset.length == 1 ? 0 : Math.toIntExact(offset[0]),
      Math.toIntExact(offset[offset.length - 1])
    };
  }

  private static int[] matrix(int[] sizes) {
    return sizes.length == 1 ? new int[] {1, sizes[0]} : sizes;
  }

  /** Undoes the filters of a chunk, but those that it leaves out. */
  private byte[] decode(Chunk chunk) throws IOException {
    ByteBuffer stored = storage.map(chunk.getAddress(), chunk.getSize());
    byte[] bytes = new byte[stored.remaining()];
    stored.get(bytes);
    List<FilterInfo> used = new ArrayList<>();
    for (int i = 0; i < filters.size(); i++) {
      if (chunk.getFilterMask() == null || !chunk.getFilterMask().get(i)) {
        used.add(filters.get(i));
      }
    }
    return used.isEmpty() ? bytes : pipeline(used).decode(bytes);
  }

  private FilterPipeline pipeline(List<FilterInfo> used) throws IOException {
    try {
      return FilterManager.getPipeline(used);
    } catch (HdfFilterException e) {
      String names = used.stream().map(Hdf5Chunks::name).collect(Collectors.joining(", "));
      throw new UnsupportedContentException(
          "%s is packed by filters of which one is not read (%s); unpack it: h5repack -f NONE a.h5 b.h5"
              .formatted(dataset.getPath(), names));
    }
  }

  /** HDF5's own filters have numbers; files name only those of others. */
  private static String name(FilterInfo filter) {
    return switch (filter.getId()) {
      case 1 -> "gzip";
      case 2 -> "shuffle";
      case 3 -> "fletcher32";
      case 4 -> "szip";
      case 5 -> "nbit";
      case 6 -> "scaleoffset";
      default -> "%s, number %d".formatted(filter.getName(), filter.getId());
    };
  }
}
