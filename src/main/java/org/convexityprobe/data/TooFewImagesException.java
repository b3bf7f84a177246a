package org.convexityprobe.data;

/** A set has fewer training images than are asked for. */
public final class TooFewImagesException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String set;
  private final int available;

  TooFewImagesException(String set, int asked, int available) {
    super(
        "%d training images asked for; expected 1 to %d, the number in %s"
            .formatted(asked, available, set));
    this.set = set;
    this.available = available;
  }

  /** Returns the name of the set. */
  public String set() {
    return set;
  }

  /** Returns how many training images it has. */
  public int available() {
    return available;
  }
}
