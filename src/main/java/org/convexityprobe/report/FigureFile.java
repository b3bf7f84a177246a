package org.convexityprobe.report;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.intermediate.CommandSequence;
import de.erichseifert.vectorgraphics2d.pdf.PDFProcessor;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.convexityprobe.data.AtomicFile;

/** A kind of image file that a figure can be written to. */
enum FigureFile {
  PNG {
    @Override
    void write(Figure figure, Path path) throws IOException {
      BufferedImage image =
          new BufferedImage(
              figure.width() * SCALE, figure.height() * SCALE, BufferedImage.TYPE_INT_RGB);
      Graphics2D graphics = image.createGraphics();
      graphics.scale(SCALE, SCALE);
      figure.paint(graphics);
      graphics.dispose();
      // In memory first: ImageIO hides why a stream to disk failed.
      ByteArrayOutputStream png = new ByteArrayOutputStream();
      ImageIO.write(image, "png", png);
      AtomicFile.write(path, png::writeTo);
    }
  },
  SVG {
    @Override
    void write(Figure figure, Path path) throws IOException {
      CommandSequence commands = record(figure);
      PageSize page = new PageSize(figure.width(), figure.height());
      AtomicFile.write(
          path, stream -> new SVGProcessor().getDocument(commands, page).writeTo(stream));
    }
  },
  PDF {
    @Override
    void write(Figure figure, Path path) throws IOException {
      CommandSequence commands = record(figure);
      PageSize page = new PageSize(figure.width(), figure.height());
      AtomicFile.write(
          path, stream -> new PDFProcessor(true).getDocument(commands, page).writeTo(stream));
    }
  };

  private static final int SCALE = 3;

  /** Dots an inch of a PNG; lengths are in points of 1/72 inch. */
  static final int DOTS = 72 * SCALE;

  abstract void write(Figure figure, Path path) throws IOException;

  static FigureFile of(String format, Path path) {
    return switch (format) {
      case "png" -> PNG;
      case "svg" -> SVG;
      case "pdf" -> PDF;
      default ->
          throw new IllegalArgumentException(path + ": figures are written as .png, .svg or .pdf");
    };
  }

  private static CommandSequence record(Figure figure) {
    VectorGraphics2D graphics = new VectorGraphics2D();
    figure.paint(graphics);
    return graphics.getCommands();
  }
}
