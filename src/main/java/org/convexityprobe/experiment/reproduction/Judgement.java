package org.convexityprobe.experiment.reproduction;

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
   * Judges several statements together: a target differs where one of them does, and agrees where
   * all that can be compared agree.
   */
  static Judgement of(String seen, String measured, List<Claim> claims) {
    for (Agreement worst : List.of(Agreement.DIFFERS, Agreement.UNDECIDED)) {
      if (claims.stream().anyMatch(claim -> claim.agreement() == worst)) {
        return new Judgement(seen, measured, worst, statements(claims, worst), claims);
      }
    }
    boolean compared = claims.stream().anyMatch(claim -> claim.agreement() == Agreement.AGREES);
    String left = reasons(claims);
    if (!compared) {
      return new Judgement(seen, measured, Agreement.NOT_COMPARABLE, left, claims);
    }
    String reason = statements(claims, Agreement.AGREES);
    return new Judgement(
        seen,
        measured,
        Agreement.AGREES,
        left.isEmpty() ? reason : reason + "; the rest cannot be compared: " + left,
        claims);
  }

  private static String statements(List<Claim> claims, Agreement agreement) {
    return claims.stream()
        .filter(claim -> claim.agreement() == agreement)
        .map(
            claim ->
                agreement == Agreement.AGREES || claim.reason().isEmpty()
                    ? claim.statement()
                    : "%s (%s)".formatted(claim.statement(), claim.reason()))
        .collect(Collectors.joining("; "));
  }

  private static String reasons(List<Claim> claims) {
    return claims.stream()
        .filter(claim -> claim.agreement() == Agreement.NOT_COMPARABLE)
        .map(Claim::reason)
        .distinct()
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
