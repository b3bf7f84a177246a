package org.convexityprobe.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;

/** The one look of all charts: ink on white, thin axes, no boxes, readable without colour. */
final class ChartStyle {
  static final Color INK = new Color(0x1B, 0x2A, 0x41);
  static final Color ACCENT = new Color(0xC8, 0x4C, 0x0C);
  static final Color FAINT = new Color(0xB4, 0xB8, 0xC0);
  private static final Color GRID = new Color(0xE6, 0xE8, 0xEC);

  private ChartStyle() {}

  static BasicStroke stroke(float width) {
    return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  }

  static XYChart chart(String title, String xTitle, String yTitle) {
    XYChart chart = new XYChartBuilder().title(title).xAxisTitle(xTitle).yAxisTitle(yTitle).build();
    XYStyler styler = chart.getStyler();
    apply(styler);
    styler.setPlotGridVerticalLinesVisible(false);
    styler.setChartTitleVisible(!title.isEmpty());
    styler.setLegendLayout(Styler.LegendLayout.Horizontal);
    styler.setLegendPosition(Styler.LegendPosition.OutsideS);
    return chart;
  }

  static void apply(AxesChartStyler styler) {
    styler.setLocale(Locale.ROOT);
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesColor(GRID);
    styler.setPlotGridLinesStroke(stroke(0.6f));
    styler.setChartTitleBoxVisible(false);
    styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 12));
    styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
    styler.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
    styler.setLegendBorderColor(Color.WHITE);
    styler.setAxisTickMarksColor(INK);
    styler.setAxisTickMarksStroke(stroke(0.8f));
    styler.setAntiAlias(true);
  }
}
