package org.convexityprobe.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Random damage to files, for tests of whatever reads them. */
public final class Mutation {
  /** Changed files of each format; {@code -Dcampaign.mutants} is that of the long form. */
  private static final Integer ROUNDS = Integer.getInteger("campaign.mutants");

  private static final int SEED = Integer.getInteger("campaign.seed", 0);

  /** What numbers, names, lists and tables are written with. */
  private static final byte[] SIGNS =
      "0123456789-.,;:[]{}\"' \n\t".getBytes(StandardCharsets.US_ASCII);

  /** Headers, at the start, are where most sizes stand. */
  private static final int HEADER = 64;

  private static final int MOST_BYTES = 8;

  private Mutation() {}

  /** Returns how many files to try: those of the campaign, or else {@code otherwise}. */
  public static int rounds(int otherwise) {
    return ROUNDS == null ? otherwise : ROUNDS;
  }

  /** Returns a generator that depends on the name and on {@code -Dcampaign.seed} alone. */
  public static Random random(String name) {
    return new Random(name.hashCode() + 31L * SEED);
  }

  /** Applies one to four changes of the kinds that break parsers: flips, cuts and insertions. */
  public static byte[] of(byte[] valid, Random random) {
    byte[] bytes = valid.clone();
    for (int change = random.nextInt(4); change >= 0; change--) {
      int reach = random.nextInt(3) == 0 ? Math.min(bytes.length, HEADER) : bytes.length;
      int at = random.nextInt(Math.max(1, reach));
      int length = Math.min(bytes.length - at, 1 + random.nextInt(MOST_BYTES));
      switch (random.nextInt(7)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> Arrays.fill(bytes, at, at + length, (byte) (random.nextBoolean() ? 0xff : 0));
        case 2 -> bytes[at] = SIGNS[random.nextInt(SIGNS.length)];
        case 3 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
        case 4 -> {
          byte[] more = new byte[length];
          random.nextBytes(more);
          bytes = inserted(bytes, at, more);
        }
        case 5 -> bytes = inserted(bytes, at, Arrays.copyOfRange(bytes, at, at + length));
        default -> System.arraycopy(bytes, random.nextInt(at + 1), bytes, at, length);
      }
    }
    return bytes;
  }

  private static byte[] inserted(byte[] bytes, int at, byte[] more) {
    byte[] longer = Arrays.copyOf(bytes, bytes.length + more.length);
    System.arraycopy(bytes, at, longer, at + more.length, bytes.length - at);
    System.arraycopy(more, 0, longer, at, more.length);
    return longer;
  }
}
