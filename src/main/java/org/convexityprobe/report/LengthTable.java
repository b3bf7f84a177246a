package org.convexityprobe.report;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.convexityprobe.landscape.LengthSummary;

/**
 * Convexity lengths by depth, width and epoch, arranged as in the papers' Table 2: one block for
 * each depth, with a row for each epoch and a column for each width.
 */
public final class LengthTable {
  private final List<Block> blocks;

  private LengthTable(List<Block> blocks) {
    this.blocks = blocks;
  }

  /**
   * The cells of one depth.
   *
   * @param skipConnections whether the networks have skip connections
   * @param depth number of layers
   * @param cells the cells by epoch and width, in that order
   */
  record Block(boolean skipConnections, int depth, List<LengthCell> cells) {
    SortedSet<Integer> widths() {
      SortedSet<Integer> widths = new TreeSet<>();
      cells.forEach(cell -> widths.add(cell.label().width()));
      return widths;
    }

    SortedSet<Integer> epochs() {
      SortedSet<Integer> epochs = new TreeSet<>();
      cells.forEach(cell -> epochs.add(cell.label().epoch()));
      return epochs;
    }

    Optional<LengthCell> cell(int epoch, int width) {
      return cells.stream()
          .filter(cell -> cell.label().epoch() == epoch && cell.label().width() == width)
          .findFirst();
    }

    boolean hasPaperValues() {
      return cells.stream().anyMatch(cell -> cell.paper().isPresent());
    }

    String title() {
      return "Depth " + depth + (skipConnections ? ", with" : ", without") + " skip connections";
    }
  }

  /** Arranges measured lengths beside those that the papers print. */
  public static LengthTable of(Map<NetworkLabel, LengthSummary> measured, PaperValues papers) {
    Comparator<NetworkLabel> order =
        Comparator.comparing(NetworkLabel::skipConnections)
            .reversed()
            .thenComparing(NetworkLabel::depth)
            .thenComparing(NetworkLabel::epoch)
            .thenComparing(NetworkLabel::width);
    Map<NetworkLabel, LengthSummary> sorted = new TreeMap<>(order);
    sorted.putAll(measured);
    List<LengthCell> cells =
        sorted.entrySet().stream()
            .map(e -> new LengthCell(e.getKey(), e.getValue(), papers.find(e.getKey())))
            .toList();
    return new LengthTable(blocks(cells));
  }

  private static List<Block> blocks(Collection<LengthCell> cells) {
    return cells.stream()
        .map(cell -> new NetworkLabel(cell.label().skipConnections(), cell.label().depth(), 1, 0))
        .distinct()
        .map(
            key ->
                new Block(
                    key.skipConnections(),
                    key.depth(),
                    cells.stream()
                        .filter(
                            cell ->
                                cell.label().skipConnections() == key.skipConnections()
                                    && cell.label().depth() == key.depth())
                        .toList()))
        .toList();
  }

  /** Returns all cells, by skip connections, depth, epoch and width. */
  public List<LengthCell> cells() {
    return blocks.stream().flatMap(block -> block.cells().stream()).toList();
  }

  List<Block> blocks() {
    return blocks;
  }

  /** Returns the table in a format, ending in a line feed. */
  public String render(TableFormat format) {
    return switch (format) {
      case TEXT -> new TextTable().render(this);
      case MARKDOWN -> new MarkdownTable().render(this);
      case LATEX -> new LatexTable().render(this);
      case CSV -> CsvTable.render(this);
      case JSON -> JsonTable.render(this);
    };
  }
}
