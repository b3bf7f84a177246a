package org.convexityprobe.experiment.reproduction;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.convexityprobe.experiment.reproduction.Finding.Agreement;

/**
 * A measurement and how it stands to the papers.
 *
 * @param seen how much of the target was measured: cells, data sets, share of the papers' size; may
 *     be empty
 * @param measured what was measured
 * @param agreement whether it agrees
 * @param reason why, or by how much not; may be empty
 * @param claims the papers' statements one by one, where there are several
 */
record Judgement(
    String seen, String measured, Agreement agreement, String reason, List<Claim> claims) {
  Judgement {
    claims = List.copyOf(claims);
  }

  Judgement(String measured, Agreement agreement, String reason) {
    this("", measured, agreement, reason, List.of());
  }

  static Judgement agreesIf(boolean agrees, String measured, String otherwise) {
    return agrees
        ? new Judgement(measured, Agreement.AGREES, "")
        : new Judgement(measured, Agreement.DIFFERS, otherwise);
  }

  /**
   * Judges several statements together. A target differs where one of them does; else the first
   * that can be compared decides, and the others are named.
   *
   * @param claims the statements, what matters most first
   */
  static Judgement of(String seen, String measured, List<Claim> claims) {
    boolean differs = claims.stream().anyMatch(claim -> claim.agreement() == Agreement.DIFFERS);
    Agreement first =
        claims.stream()
            .map(Claim::agreement)
            .filter(agreement -> agreement != Agreement.NOT_COMPARABLE)
            .findFirst()
            .orElse(Agreement.NOT_COMPARABLE);
    Agreement all = differs ? Agreement.DIFFERS : first;
    if (all == Agreement.NOT_COMPARABLE) {
      return new Judgement(seen, measured, all, claims.get(0).reason(), claims);
    }
    List<String> parts = new ArrayList<>(List.of(statements(claims, all)));
    for (Agreement other : Agreement.values()) {
      if (other != all && claims.stream().anyMatch(claim -> claim.agreement() == other)) {
        parts.add(other.words() + ": " + statements(claims, other));
      }
    }
    return new Judgement(seen, measured, all, String.join(" | ", parts), claims);
  }

  private static String statements(List<Claim> claims, Agreement agreement) {
    return claims.stream()
        .filter(claim -> claim.agreement() == agreement)
        .map(
            claim ->
                claim.reason().isEmpty()
                    ? claim.statement()
                    : "%s (%s)".formatted(claim.statement(), claim.reason()))
        .collect(Collectors.joining("; "));
  }

  /** Returns this judgement with how much of the target was seen. */
  Judgement seeing(String what) {
    return new Judgement(what, measured, agreement, reason, claims);
  }

  /** Returns this measurement, and all statements, as of something else than the papers'. */
  Judgement butNotComparable(String why) {
    List<Claim> incomparable =
        claims.stream()
            .map(
                claim ->
                    new Claim(claim.statement(), claim.measured(), Agreement.NOT_COMPARABLE, why))
            .toList();
    return new Judgement(seen, measured, Agreement.NOT_COMPARABLE, why, incomparable);
  }
}
