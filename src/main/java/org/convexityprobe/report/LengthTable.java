package org.convexityprobe.report;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.convexityprobe.data.Json;
import org.convexityprobe.landscape.LengthSummary;
import org.convexityprobe.report.PaperComparison.BetweenNetworks;

/**
 * Convexity lengths by depth, width and epoch, arranged as in the papers' Table 2: one block for
 * each depth, with a row for each epoch and a column for each width. Networks of other kinds are
 * one block, with a row for each network and epoch.
 */
public final class LengthTable {
  private final List<Block> blocks;

  private LengthTable(List<Block> blocks) {
    this.blocks = blocks;
  }

  /**
   * The cells of one depth, or of all networks that have names.
   *
   * @param label what they have in common
   * @param cells the cells by epoch and width, in that order
   * @param missing what the cells lack; a cell may lack all its networks
   */
  record Block(NetworkLabel label, List<LengthCell> cells, List<MissingNetwork> missing) {
    /** Returns whether these are networks of other kinds than the papers'. */
    boolean named() {
      return label.name() != null;
    }

    SortedSet<Integer> widths() {
      return all(NetworkLabel::width);
    }

    SortedSet<Integer> epochs() {
      return all(NetworkLabel::epoch);
    }

    private SortedSet<Integer> all(Function<NetworkLabel, Integer> part) {
      return labels()
          .map(part)
          .filter(Objects::nonNull)
          .collect(Collectors.toCollection(TreeSet::new));
    }

    private Stream<NetworkLabel> labels() {
      return Stream.concat(
              cells.stream().map(LengthCell::label), missing.stream().map(MissingNetwork::label))
          .sorted(NetworkLabel.ORDER);
    }

    /** Returns the title of the first column. */
    String corner() {
      return named() ? "network" : "epoch";
    }

    /** Returns the titles of the rows. */
    List<String> rows() {
      return labels().map(NetworkLabel::row).distinct().toList();
    }

    /** Returns the titles of the columns, by width. */
    List<String> columns() {
      return labels()
          .sorted(
              Comparator.comparing(
                  NetworkLabel::width, Comparator.nullsFirst(Comparator.naturalOrder())))
          .map(NetworkLabel::column)
          .distinct()
          .toList();
    }

    boolean lacks(String row, String column) {
      return missing.stream().anyMatch(network -> isAt(network.label(), row, column));
    }

    Optional<LengthCell> cell(String row, String column) {
      return cells.stream().filter(cell -> isAt(cell.label(), row, column)).findFirst();
    }

    private static boolean isAt(NetworkLabel label, String row, String column) {
      return label.row().equals(row) && label.column().equals(column);
    }

    boolean hasPaperValues() {
      return cells.stream().anyMatch(cell -> cell.paper() != null);
    }

    String title() {
      return named()
          ? "Networks"
          : "Depth "
              + label.depth()
              + (label.skipConnections() ? ", with" : ", without")
              + " skip connections";
    }
  }

  /**
   * Arranges measured lengths beside those that the papers print.
   *
   * @param measured the networks of each cell, at least one
   */
  public static LengthTable of(
      Map<NetworkLabel, List<LengthSummary>> measured, PaperValues papers) {
    Map<NetworkLabel, LengthCell> sorted = new TreeMap<>(NetworkLabel.ORDER);
    measured.forEach((label, networks) -> sorted.put(label, LengthCell.of(label, networks)));
    BetweenNetworks between = betweenNetworks(sorted.values());
    return ofCells(
        sorted.values().stream().map(cell -> besidesPapers(cell, papers, between)).toList());
  }

  /** Arranges cells that were made before. */
  public static LengthTable ofCells(List<LengthCell> cells) {
    return ofCells(cells, List.of());
  }

  /** Arranges cells that were made before, and says what is missing from them. */
  public static LengthTable ofCells(List<LengthCell> cells, List<MissingNetwork> missing) {
    return new LengthTable(
        blocks(
            cells.stream()
                .sorted(Comparator.comparing(LengthCell::label, NetworkLabel.ORDER))
                .toList(),
            missing.stream()
                .sorted(Comparator.comparing(MissingNetwork::label, NetworkLabel.ORDER))
                .toList()));
  }

  private static LengthCell besidesPapers(
      LengthCell cell, PaperValues papers, BetweenNetworks between) {
    return papers
        .find(cell.label())
        .map(value -> cell.besides(PaperComparison.of(value, cell.length(), between)))
        .orElse(cell);
  }

  /**
   * Pools the variance between networks over the cells that have several. The cells of one network
   * at several epochs count as one for the degrees of freedom.
   */
  private static BetweenNetworks betweenNetworks(Collection<LengthCell> cells) {
    double squares = 0;
    int weights = 0;
    int degrees = 0;
    Set<NetworkLabel> known = new HashSet<>();
    for (LengthCell cell : cells) {
      int own = cell.networks().size() - 1;
      if (own > 0) {
        squares += own * Math.pow(cell.length().deviationBetween(), 2);
        weights += own;
        degrees += known.add(cell.label().atEpoch(0)) ? own : 0;
      }
    }
    return new BetweenNetworks(weights == 0 ? 0 : squares / weights, degrees);
  }

  private static List<Block> blocks(List<LengthCell> cells, List<MissingNetwork> missing) {
    return Stream.concat(
            cells.stream().map(LengthCell::label), missing.stream().map(MissingNetwork::label))
        .map(LengthTable::block)
        .distinct()
        .sorted(NetworkLabel.ORDER)
        .map(
            key ->
                new Block(
                    key,
                    cells.stream().filter(cell -> block(cell.label()).equals(key)).toList(),
                    missing.stream().filter(each -> block(each.label()).equals(key)).toList()))
        .toList();
  }

  private static NetworkLabel block(NetworkLabel label) {
    return label.name() == null
        ? label.atEpoch(0).withWidth(1)
        : new NetworkLabel("", null, null, null, null);
  }

  /** Returns all cells, by skip connections, depth, epoch and width. */
  public List<LengthCell> cells() {
    return blocks.stream().flatMap(block -> block.cells().stream()).toList();
  }

  /** Returns whether there are networks of other kinds than the papers'. */
  public boolean named() {
    return blocks.stream().anyMatch(Block::named);
  }

  /** Returns whether lengths can be drawn against epoch, width or depth. */
  public boolean hasAxes() {
    return !named()
        || differ(NetworkLabel::epoch)
        || differ(NetworkLabel::width)
        || differ(NetworkLabel::depth);
  }

  private boolean differ(Function<NetworkLabel, Integer> part) {
    return cells().stream()
            .map(cell -> part.apply(cell.label()))
            .filter(Objects::nonNull)
            .distinct()
            .count()
        > 1;
  }

  List<Block> blocks() {
    return blocks;
  }

  /** Returns the lengths of the images evaluated alone, as text. */
  public String renderLengths() {
    return LengthGrids.lengths(this).stream()
        .map(grid -> grid.render(TableFormat.TEXT))
        .collect(Collectors.joining("\n"));
  }

  /** Returns the table in a format, ending in a line feed. */
  public String render(TableFormat format) {
    return switch (format) {
      case TEXT, MARKDOWN, LATEX ->
          LengthGrids.of(this).stream()
              .map(grid -> grid.render(format))
              .collect(Collectors.joining("\n"));
      case CSV -> CsvTable.render(this);
      case JSON -> Json.write(cells());
    };
  }
}
