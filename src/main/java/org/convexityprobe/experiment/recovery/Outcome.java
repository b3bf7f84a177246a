package org.convexityprobe.experiment.recovery;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.convexityprobe.nmf.Proportion;
import org.convexityprobe.recovery.DescentEnd;

/**
 * Where descents ended.
 *
 * @param reached those that reached X*; the interval takes descents for independent
 * @param ends how many ended at what
 */
public record Outcome(Proportion reached, Map<DescentEnd, Integer> ends) {
  /** Copies the map. */
  public Outcome {
    ends = new EnumMap<>(ends);
  }

  /** Counts ends, at least one. */
  static Outcome of(List<DescentEnd> all) {
    Map<DescentEnd, Integer> ends = new EnumMap<>(DescentEnd.class);
    for (DescentEnd end : DescentEnd.values()) {
      ends.put(end, (int) all.stream().filter(end::equals).count());
    }
    return new Outcome(Proportion.of(ends.get(DescentEnd.PLANTED), all.size()), ends);
  }

  /** Returns how many ended at something. */
  public int count(DescentEnd end) {
    return ends.getOrDefault(end, 0);
  }

  /** Returns the share that ended at something, with its interval. */
  public Proportion share(DescentEnd end) {
    return Proportion.of(count(end), reached.trials());
  }

  /**
   * Returns how many ended at another solution, a spurious minimum, a saddle, and none of these.
   */
  List<Integer> failures() {
    return List.of(
        count(DescentEnd.OTHER_SOLUTION),
        count(DescentEnd.SPURIOUS),
        count(DescentEnd.SADDLE),
        count(DescentEnd.UNFINISHED));
  }

  /** Returns where those that did not reach X* ended, in words; empty where all did. */
  String others() {
    return ends.entrySet().stream()
        .filter(each -> each.getKey() != DescentEnd.PLANTED && each.getValue() > 0)
        .map(each -> "%d at %s".formatted(each.getValue(), each.getKey().words()))
        .collect(Collectors.joining(", "));
  }
}
