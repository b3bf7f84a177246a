package org.convexityprobe.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Comparator;

/**
 * The network and the epoch of a result. A ResNet of the papers' tables has no name of its own, and
 * all else; a network of another kind has a name, and the rest is null where it is not known.
 *
 * @param name free text; null for the papers' ResNets
 * @param skipConnections whether the network has skip connections (Tables 2 and 4) or not (Table 5)
 * @param depth number of layers
 * @param width factor k by which the channels are multiplied
 * @param epoch epochs trained; 0 is the initialisation
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NetworkLabel(
    String name, Boolean skipConnections, Integer depth, Integer width, Integer epoch) {
  /** ResNets first; then by name, skip connections, depth, epoch and width. */
  public static final Comparator<NetworkLabel> ORDER =
      Comparator.comparing(NetworkLabel::name, nullsFirst())
          .thenComparing(label -> Boolean.FALSE.equals(label.skipConnections))
          .thenComparing(NetworkLabel::depth, nullsFirst())
          .thenComparing(NetworkLabel::epoch, nullsFirst())
          .thenComparing(NetworkLabel::width, nullsFirst());

  /** Checks that depth and width are positive and the epoch not negative. */
  public NetworkLabel {
    if ((depth != null && depth < 1)
        || (width != null && width < 1)
        || (epoch != null && epoch < 0)) {
      throw new IllegalArgumentException(
          "depth %s, width %s, epoch %s; expected at least 1, 1 and 0"
              .formatted(depth, width, epoch));
    }
    if (name == null
        && (skipConnections == null || depth == null || width == null || epoch == null)) {
      throw new IllegalArgumentException(
          "a network without a name needs skip connections, depth, width and epoch");
    }
  }

  /** Labels one of the papers' ResNets. */
  public NetworkLabel(boolean skipConnections, int depth, int width, int epoch) {
    this(null, skipConnections, depth, width, epoch);
  }

  private static <T extends Comparable<T>> Comparator<T> nullsFirst() {
    return Comparator.nullsFirst(Comparator.naturalOrder());
  }

  /** Returns the same network at another epoch. */
  public NetworkLabel atEpoch(Integer other) {
    return new NetworkLabel(name, skipConnections, depth, width, other);
  }

  /** Returns the network of another width. */
  public NetworkLabel withWidth(Integer other) {
    return new NetworkLabel(name, skipConnections, depth, other, epoch);
  }

  /** Returns the same network under another name. */
  public NetworkLabel named(String other) {
    return new NetworkLabel(other, skipConnections, depth, width, epoch);
  }

  /** Returns the network without its epoch and its width, such as {@code ResNet-20}. */
  String family() {
    String skips = Boolean.FALSE.equals(skipConnections) ? ", no shortcuts" : "";
    return name == null
        ? "ResNet-" + depth + skips
        : name + (depth == null ? "" : ", depth " + depth) + skips;
  }

  /** Returns the width in words, empty where it is not known. */
  String widthWords() {
    return width == null ? "" : "k = " + width;
  }

  /** Returns the network in words, such as {@code ResNet-20, k = 2, epoch 100}. */
  String words() {
    return family()
        + (width == null ? "" : ", k = " + width)
        + (epoch == null ? "" : ", epoch " + epoch);
  }

  /** Returns the place within a table of one depth, such as {@code epoch 100, k = 2}. */
  String place() {
    return name == null ? "epoch " + epoch + ", k = " + width : words();
  }

  /** Returns the title of the row that it belongs to. */
  String row() {
    return name == null
        ? Integer.toString(epoch)
        : family() + (epoch == null ? "" : ", epoch " + epoch);
  }

  /** Returns the title of the column that it belongs to. */
  String column() {
    return width == null ? "L" : widthWords();
  }
}
