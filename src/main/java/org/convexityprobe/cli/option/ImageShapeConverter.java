package org.convexityprobe.cli.option;

import org.convexityprobe.data.ImageShape;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the shape of images from an option. */
public final class ImageShapeConverter implements ITypeConverter<ImageShape> {
  @Override
  public ImageShape convert(String text) {
    try {
      return ImageShape.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
