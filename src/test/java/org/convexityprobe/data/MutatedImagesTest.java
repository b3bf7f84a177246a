package org.convexityprobe.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Damages one file of a small image set of every kind at random. Whatever comes out, it must be a
 * set or a message that names the folder, soon, and in bounded memory.
 */
@Timeout(value = 300, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MutatedImagesTest {
  private static final int ROUNDS = Mutation.rounds(150);

  /** Bytes: 300 of a picture can announce 2.5 million pixels, in some 20 bytes each. */
  private static final long MOST = 64L << 20;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"idx", "custom", "npz"})
  void damagedSetsGiveASetOrAMessage(String kind) throws IOException {
    String place = folder.resolve(kind.equals("npz") ? "set.npz" : "set").toString();
    ImageDataset set = kind.equals("idx") ? grey() : SyntheticImages.dataset(12, 4, 1);
    ImageSource.named(kind).orElseThrow().write(set, place);
    attempt(kind + ":" + place);
  }

  private static ImageDataset grey() {
    byte[] pixels = new byte[60];
    new Random(4).nextBytes(pixels);
    ImageShape shape = new ImageShape(1, 4, 5);
    ImageSet images = ImageSet.of(shape, new BytePixels(pixels), new int[] {1, 0, 2}, 3);
    return new ImageDataset("grey", List.of("ash", "elm", "oak"), images, images);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg"})
  void damagedPicturesGiveASetOrAMessage(String format) throws IOException {
    Random random = new Random(5);
    for (String name : new String[] {"ash/1", "oak/1", "oak/2"}) {
      BufferedImage image = new BufferedImage(9, 7, BufferedImage.TYPE_INT_RGB);
      for (int i = 0; i < 63; i++) {
        image.setRGB(i % 9, i / 9, random.nextInt(1 << 24));
      }
      Path file = folder.resolve("set").resolve(name + "." + format);
      Files.createDirectories(file.getParent());
      assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
    }
    attempt("images:" + folder.resolve("set"));
  }

  @Test
  void damagedTablesGiveASetOrAMessage() throws IOException {
    Path file = folder.resolve("set.csv");
    Files.writeString(file, "a,label,b\n1.5,oak,2e3\n-3,ash,0\n\"4\",oak,.5\n2,ash,1\n");
    attempt("csv:" + file);
  }

  private void attempt(String location) throws IOException {
    assertThat(ImageLocation.of(location).load(ImageSelection.ALL).train().count()).isPositive();
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      all.filter(Files::isRegularFile).sorted().forEach(files::add);
    }
    Random random = Mutation.random(location.substring(0, location.indexOf(':')));
    for (int round = 0; round < ROUNDS; round++) {
      Path file = files.get(random.nextInt(files.size()));
      byte[] valid = Files.readAllBytes(file);
      Files.write(file, Mutation.of(valid, random));
      requireAnAnswer(location, "%s, round %d".formatted(file.getFileName(), round));
      Files.write(file, valid);
    }
  }

  private void requireAnAnswer(String location, String what) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    try {
      ImageLocation.of(location).load(ImageSelection.ALL);
    } catch (IOException | IllegalArgumentException e) {
      assertThat(e.getMessage())
          .as("%s: %s", what, e)
          .contains(folder.toString())
          .doesNotContain(": null", "java.", "javax.");
    } catch (RuntimeException | Error e) {
      fail(what + ": " + e, e);
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).as(what).isLessThan(MOST);
  }
}
