package org.convexityprobe.resnet;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import org.convexityprobe.data.ImageSet;
import org.convexityprobe.data.ImageShape;

/**
 * A network that this program did not build. It is known by a name; all else may be unknown.
 *
 * @param name free text
 * @param format what its file is, such as {@code TorchScript}
 * @param parameters number of its parameters
 * @param label what its owner says of it, or null
 * @param input shape of the images that it was given, or null before it was given any
 * @param classes number of their classes; before it was given any, number of its outputs, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OtherArchitecture(
    String name, String format, int parameters, GivenLabel label, ImageShape input, Integer classes)
    implements Architecture {
  /** Checks that there is a name. */
  public OtherArchitecture {
    if (name == null || name.isBlank() || format == null) {
      throw new IllegalArgumentException("a network without its name or its format");
    }
  }

  @Override
  public void requireFits(String set, ImageSet images) {
    int found = images.classes();
    boolean one = classes != null && classes == 1 && found == 2;
    if (classes != null && classes != found && !one) {
      throw new IllegalArgumentException(
          "%s has %d outputs, but %s has %d classes".formatted(name, classes, set, found));
    }
  }

  /** Returns the network on images. */
  OtherArchitecture on(ImageShape shape, int otherClasses) {
    return new OtherArchitecture(name, format, parameters, label, shape, otherClasses);
  }

  /** Returns what its owner says of it, if anything. */
  public GivenLabel given() {
    return Optional.ofNullable(label).orElse(GivenLabel.NONE);
  }

  @Override
  public String describe() {
    return name
        + (given().depth() == null ? "" : ", depth " + given().depth())
        + (given().width() == null ? "" : ", k = " + given().width())
        + (Boolean.FALSE.equals(given().skipConnections()) ? ", no shortcuts" : "");
  }
}
