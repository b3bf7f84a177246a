package org.convexityprobe.experiment.reproduction;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.convexityprobe.experiment.factorization.PublishedMatrix;
import org.convexityprobe.experiment.reproduction.Finding.Agreement;

/** Puts statements about single matrices together to a verdict on a figure that shows several. */
final class MatrixVerdict {
  private final Set<PublishedMatrix> needed;
  private final boolean most;
  private final List<MatrixScope> scopes = new ArrayList<>();
  private final List<Claim> claims = new ArrayList<>();
  private final List<Entry> entries = new ArrayList<>();

  /** A statement about a matrix that the figure shows. */
  private record Entry(String name, Claim claim) {}

  /**
   * Prepares a verdict.
   *
   * @param needed what the figure shows
   * @param most whether it says something of most matrices rather than of each
   */
  MatrixVerdict(Set<PublishedMatrix> needed, boolean most) {
    this.needed = needed;
    this.most = most;
  }

  /**
   * Adds what was measured on a matrix.
   *
   * @param protocol how the papers factorise; null where no optimum is looked at
   */
  void add(MatrixScope scope, Protocol protocol, List<Claim> measured) {
    scopes.add(scope);
    boolean ofFigure = scope.published().filter(needed::contains).isPresent();
    String other = scope.whyNotComparable(protocol);
    if (other == null && !ofFigure) {
      other = "not a data set of this figure's statement";
    }
    for (Claim claim : measured) {
      String statement = scope.name() + ": " + claim.statement();
      Claim own =
          other == null
              ? new Claim(statement, claim.measured(), claim.agreement(), claim.reason())
              : new Claim(statement, claim.measured(), Agreement.NOT_COMPARABLE, other);
      claims.add(own);
      if (ofFigure) {
        entries.add(new Entry(scope.name(), own));
      }
    }
  }

  Judgement judge() {
    String measured =
        "on " + scopes.stream().map(MatrixScope::name).collect(Collectors.joining(", "));
    List<String> open = open();
    Agreement agreement = most ? ofMost() : ofEach();
    if (agreement == null) {
      agreement = open.isEmpty() ? Agreement.UNDECIDED : Agreement.NOT_COMPARABLE;
    }
    return new Judgement(seen(open), measured, agreement, reason(agreement, open), claims);
  }

  /** One matrix that differs is enough; agreement needs all. */
  private Agreement ofEach() {
    if (count(Agreement.DIFFERS) > 0) {
      return Agreement.DIFFERS;
    }
    return count(Agreement.AGREES) == needed.size() ? Agreement.AGREES : null;
  }

  private Agreement ofMost() {
    if (2 * count(Agreement.DIFFERS) >= needed.size()) {
      return Agreement.DIFFERS;
    }
    return 2 * count(Agreement.AGREES) > needed.size() ? Agreement.AGREES : null;
  }

  /** Returns of how many matrices all statements came out so, or one of them where they differ. */
  private int count(Agreement agreement) {
    return (int)
        needed.stream()
            .map(MatrixScope::label)
            .filter(
                name -> {
                  List<Claim> own = of(name);
                  return agreement == Agreement.DIFFERS
                      ? own.stream().anyMatch(claim -> claim.agreement() == agreement)
                      : !own.isEmpty()
                          && own.stream().allMatch(claim -> claim.agreement() == agreement);
                })
            .count();
  }

  private List<Claim> of(String name) {
    return entries.stream().filter(entry -> entry.name.equals(name)).map(Entry::claim).toList();
  }

  /** Returns the matrices of which the figure says something and nothing can be said here. */
  private List<String> open() {
    Set<String> open = new TreeSet<>();
    for (PublishedMatrix set : needed) {
      List<Claim> own = of(MatrixScope.label(set));
      if (own.isEmpty()
          || own.stream().anyMatch(claim -> claim.agreement() == Agreement.NOT_COMPARABLE)) {
        open.add(MatrixScope.label(set));
      }
    }
    return List.copyOf(open);
  }

  private String seen(List<String> open) {
    return "%d of %d data set%s can be compared; measured: %s"
        .formatted(
            needed.size() - open.size(),
            needed.size(),
            needed.size() == 1 ? "" : "s",
            scopes.stream().map(MatrixScope::words).collect(Collectors.joining(", ")));
  }

  private String reason(Agreement agreement, List<String> open) {
    if (agreement == Agreement.AGREES) {
      return "";
    }
    if (agreement != Agreement.NOT_COMPARABLE) {
      return entries.stream()
          .filter(entry -> entry.claim.agreement() == agreement)
          .map(entry -> "%s (%s)".formatted(entry.claim.statement(), entry.claim.reason()))
          .collect(Collectors.joining("; "));
    }
    if (entries.isEmpty()) {
      return claims.isEmpty() ? "nothing was measured" : claims.get(0).reason();
    }
    return "the statement is about %s of %d data sets; %s"
        .formatted(
            most ? "most" : "each",
            needed.size(),
            open.stream().map(this::whyOpen).collect(Collectors.joining(", ")));
  }

  private String whyOpen(String name) {
    return of(name).stream()
        .filter(claim -> claim.agreement() == Agreement.NOT_COMPARABLE)
        .findFirst()
        .map(claim -> "%s: %s".formatted(name, claim.reason()))
        .orElse(name + ": not measured");
  }
}
