package org.convexityprobe.resnet;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a tensor taken apart, as programs for residual networks put such names together: a
 * first convolution and its batch-norm, segments of blocks, a dense layer.
 *
 * @param segment its segment, such as {@code stage} and 2; null outside blocks
 * @param block its block in the segment; null outside blocks
 * @param layer what the name calls the layer, such as {@code downsample.0}
 * @param plainLayer what it is called here, such as {@code shortcut.0}; a number in a list of
 *     layers that nothing else names
 * @param parameter {@code weight}, {@code bias}, {@code running_mean} or {@code running_var}
 */
record TensorName(
    Numbered segment, Numbered block, String layer, String plainLayer, String parameter) {

  /** A word and a number, such as {@code stage} and 2. */
  record Numbered(String word, int number) {}

  private static final String PARAMETER = "\\.(weight|bias|running_mean|running_var)";
  private static final String NORM = "(?:bn|norm|batch_?norm|bnorm)";

  private static final Pattern FIRST_NORM =
      Pattern.compile(
          "(%s_?[01]?|(?:conv_?[01]?|stem|init|initial|(?:features\\.)?init_block)\\.(?:1|bn|norm))%s"
              .formatted(NORM, PARAMETER));

  private static final Pattern FIRST_CONVOLUTION =
      Pattern.compile(
          "((?:conv_?[01]?(?:_3x3)?|conv_in|init_conv|stem|init|initial|(?:features\\.)?init_block)(?:\\.(?:0|conv))?)%s"
              .formatted(PARAMETER));

  private static final Pattern DENSE =
      Pattern.compile(
          "((?:linear|fc|classifier|head|output|dense|logits|last_linear|out)(?:\\.(?:0|fc|linear))?)%s"
              .formatted(PARAMETER));

  private static final Pattern BLOCK =
      Pattern.compile(
          "((?:features\\.)?(?:layers?|stages?|blocks?|groups?|segments?|conv(?=\\d_x))[._]?)(\\d{1,4})(?:_x)?\\."
              + "((?:(?:blocks?|layers?)\\.)?(?:unit|block|basic_?block)?_?)(\\d{1,4})\\.(.+)");

  private static final String BODY =
      "(?:(?:body|residual|residual_function|left|main|net|block|branch)\\.)?";

  private static final Pattern CONVOLUTION =
      Pattern.compile("(%sconv_?([1-9ab])(?:\\.(?:0|conv))?)%s".formatted(BODY, PARAMETER));

  private static final Pattern BLOCK_NORM =
      Pattern.compile(
          "(%s(?:%s_?([1-9ab])|conv_?([1-9ab])\\.(?:1|bn|norm)))%s"
              .formatted(BODY, NORM, PARAMETER));

  private static final Pattern SHORTCUT =
      Pattern.compile(
          "((?:shortcut|short_cut|downsample|skip|skip_connection|identity_conv|projection|proj|right)\\.(?:(0|conv)|1|bn|norm))%s"
              .formatted(PARAMETER));

  private static final Pattern LISTED =
      Pattern.compile(
          "((?:body|residual|residual_function|left|main|net|block|branch|layers?|convs)\\.(\\d{1,2}))%s"
              .formatted(PARAMETER));

  /** Takes a name apart; nothing where it follows no known convention. */
  static Optional<TensorName> parse(String name) {
    Matcher block = BLOCK.matcher(name);
    if (block.matches()) {
      Optional<TensorName> found =
          inBlock(
              new Numbered(block.group(1), Integer.parseInt(block.group(2))),
              new Numbered(block.group(3), Integer.parseInt(block.group(4))),
              block.group(5));
      if (found.isPresent()) {
        return found;
      }
    }
    Matcher norm = FIRST_NORM.matcher(name);
    if (norm.matches()) {
      return Optional.of(outside(norm, "bn1"));
    }
    Matcher convolution = FIRST_CONVOLUTION.matcher(name);
    if (convolution.matches()) {
      return Optional.of(outside(convolution, "conv1"));
    }
    Matcher dense = DENSE.matcher(name);
    return dense.matches() ? Optional.of(outside(dense, "linear")) : Optional.empty();
  }

  private static TensorName outside(Matcher matcher, String plain) {
    return new TensorName(null, null, matcher.group(1), plain, matcher.group(2));
  }

  private static Optional<TensorName> inBlock(Numbered segment, Numbered block, String rest) {
    Matcher convolution = CONVOLUTION.matcher(rest);
    if (convolution.matches()) {
      String plain = "conv" + ordinal(convolution.group(2));
      return Optional.of(
          new TensorName(segment, block, convolution.group(1), plain, convolution.group(3)));
    }
    Matcher norm = BLOCK_NORM.matcher(rest);
    if (norm.matches()) {
      String number = norm.group(2) == null ? norm.group(3) : norm.group(2);
      String plain = "bn" + ordinal(number);
      return Optional.of(new TensorName(segment, block, norm.group(1), plain, norm.group(4)));
    }
    Matcher shortcut = SHORTCUT.matcher(rest);
    if (shortcut.matches()) {
      String plain = shortcut.group(2) == null ? "shortcut.1" : "shortcut.0";
      return Optional.of(
          new TensorName(segment, block, shortcut.group(1), plain, shortcut.group(3)));
    }
    Matcher listed = LISTED.matcher(rest);
    return listed.matches()
        ? Optional.of(
            new TensorName(segment, block, listed.group(1), listed.group(2), listed.group(3)))
        : Optional.empty();
  }

  private static String ordinal(String number) {
    return number.equals("a") ? "1" : number.equals("b") ? "2" : number;
  }

  /** Returns whether only its place in a list says what the layer is. */
  boolean isListed() {
    return Character.isDigit(plainLayer.charAt(0));
  }
}
