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
  private final XMLStreamWriter xml;

  private SurfaceVtk(SurfaceScan scan, XMLStreamWriter xml) {
    this.scan = scan;
    this.xml = xml;
  }

  static void write(SurfaceScan scan, OutputStream stream) throws IOException {
    try {
      XMLStreamWriter xml =
          XMLOutputFactory.newFactory()
              .createXMLStreamWriter(stream, StandardCharsets.UTF_8.name());
      xml.writeStartDocument("UTF-8", "1.0");
      new SurfaceVtk(scan, xml).write();
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
    array("Float64", "loss", 1, index -> Double.toString(finite(index)));
    array("UInt8", "vtkGhostType", 1, index -> Double.isFinite(value(index)) ? "0" : HIDDEN);
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
    double x = scan.x().coordinate(index % scan.x().points());
    double y = scan.y().coordinate(index / scan.x().points());
    return x + " " + y + " " + finite(index);
  }

  private double value(int index) {
    return scan.value(index % scan.x().points(), index / scan.x().points());
  }

  /** Not every reader knows NaN; hidden points lie at height 0. */
  private double finite(int index) {
    double value = value(index);
    return Double.isFinite(value) ? value : 0;
  }
}
