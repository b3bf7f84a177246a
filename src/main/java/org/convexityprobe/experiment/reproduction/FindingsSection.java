package org.convexityprobe.experiment.reproduction;

import java.util.List;
import org.convexityprobe.report.HtmlPage;

/** What came of a reproduction, at the top of its page. */
final class FindingsSection {
  private static final List<String> HEADER =
      List.of("target", "shows", "papers", "seen", "measured", "verdict", "run");

  private FindingsSection() {}

  static void add(List<Finding> findings, Reproduction.Settings settings, HtmlPage page) {
    page.section("Tables and figures of the papers");
    page.paragraph(
        "001 is the AAAI 2021 paper, 003 its earlier version with the appendix. A target is named"
            + " as in 001, or as in 003 where it is only there. 002 is the paper on low-rank matrix"
            + " recovery (arXiv 1605.07221); its targets are statements of the abstract.");
    if (settings.quick()) {
      page.warning(
          "made with --quick: networks, matrices and training far smaller than the papers'");
    }
    page.prose(
        HEADER,
        findings.stream()
            .map(
                finding ->
                    List.of(
                        finding.target(),
                        finding.shows(),
                        finding.paper(),
                        finding.seen(),
                        finding.measured(),
                        finding.verdict(),
                        String.join(", ", finding.runs())))
            .toList());
    for (Finding finding : findings) {
      if (!finding.claims().isEmpty()) {
        page.subsection(finding.target() + ", statement by statement");
        page.prose(
            List.of("the papers", "measured", "verdict"),
            finding.claims().stream()
                .map(claim -> List.of(claim.statement(), claim.measured(), claim.verdict()))
                .toList());
      }
    }
  }
}
