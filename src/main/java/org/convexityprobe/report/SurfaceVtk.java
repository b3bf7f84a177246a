package org.convexityprobe.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.convexityprobe.landscape.SurfaceScan;

/** A surface as a VTK structured grid in XML, with the loss as height and as point data. */
final class SurfaceVtk {
  /** VTK's mark of a point that is not to be shown: {@code HIDDENPOINT}. */
  private static final String HIDDEN = "2";

  private final SurfaceScan scan;
  private final MapGrid map;
  private final XMLStreamWriter xml;

  private SurfaceVtk(SurfaceScan scan, MapGrid map, XMLStreamWriter xml) {
    this.scan = scan;
    this.map = map;
    this.xml = xml;
  }

  /** Writes a surface; {@code map} may be null. */
  static void write(SurfaceScan scan, MapGrid map, OutputStream stream) throws IOException {
    try {
      XMLStreamWriter xml =
          XMLOutputFactory.newFactory()
              .createXMLStreamWriter(stream, StandardCharsets.UTF_8.name());
      xml.writeStartDocument("UTF-8", "1.0");
      new SurfaceVtk(scan, map, xml).write();
      xml.writeEndDocument();
      xml.flush();
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }

  private void write() throws XMLStreamException {
    String extent = "0 %s 0 %s 0 0".replaceFirst("%s", Integer.toString(scan.x().points() - 1));
    extent = extent.replaceFirst("%s", Integer.toString(scan.y().points() - 1));
    start("VTKFile", "type", "StructuredGrid", "version", "1.0", "byte_order", "LittleEndian");
    start("StructuredGrid", "WholeExtent", extent);
    start("Piece", "Extent", extent);
    start("PointData", "Scalars", "loss");
    array("Float64", "loss", 1, index -> Double.toString(finite(value(index))));
    array("UInt8", "vtkGhostType", 1, index -> Double.isFinite(value(index)) ? "0" : HIDDEN);
    if (map != null) {
      array("smaller_eigenvalue", map.smaller());
      array("larger_eigenvalue", map.larger());
      array("convexity", map.codes());
    }
    xml.writeEndElement();
    start("Points");
    array("Float64", "Points", 3, this::point);
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndElement();
  }

  private void start(String name, String... attributes) throws XMLStreamException {
    xml.writeStartElement(name);
    for (int i = 0; i < attributes.length; i += 2) {
      xml.writeAttribute(attributes[i], attributes[i + 1]);
    }
    xml.writeCharacters("\n");
  }

  private void array(String name, double[][] values) throws XMLStreamException {
    array("Float64", name, 1, index -> Double.toString(finite(values[row(index)][column(index)])));
  }

  private void array(String type, String name, int components, IntFunction<String> element)
      throws XMLStreamException {
    start(
        "DataArray",
        "type",
        type,
        "Name",
        name,
        "NumberOfComponents",
        Integer.toString(components),
        "format",
        "ascii");
    for (int index = 0; index < scan.x().points() * scan.y().points(); index++) {
      xml.writeCharacters(element.apply(index) + "\n");
    }
    xml.writeEndElement();
    xml.writeCharacters("\n");
  }

  private String point(int index) {
    double x = scan.x().coordinate(column(index));
    double y = scan.y().coordinate(row(index));
    return x + " " + y + " " + finite(value(index));
  }

  private int column(int index) {
    return index % scan.x().points();
  }

  private int row(int index) {
    return index / scan.x().points();
  }

  private double value(int index) {
    return scan.value(column(index), row(index));
  }

  /** Not every reader knows NaN and infinity; hidden points lie at height 0. */
  private static double finite(double value) {
    return Double.isFinite(value) ? value : 0;
  }
}
