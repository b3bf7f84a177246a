package org.convexityprobe.experiment.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.convexityprobe.data.Json;
import org.convexityprobe.experiment.Maker;
import org.convexityprobe.network.NotFiniteException;

/**
 * Stands for processes elsewhere: each unit is written as JSON and read again, is computed with
 * nothing kept from another one, and the last one is done first. Entries are written and read, too.
 * The files that a unit reads can be elsewhere, and then are not at their own paths.
 */
public final class ReversingExecutor implements UnitExecutor {
  private final UnitContext context = new UnitContext(1);
  private final Path place;
  private int computed;
  private int together;

  /** Files are at their own paths. */
  public ReversingExecutor() {
    this(null);
  }

  /** Files that units read are in this folder while units are computed. */
  public ReversingExecutor(Path place) {
    this.place = place;
  }

  @Override
  public UnitContext context() {
    return context;
  }

  /** Returns how many units were computed. */
  public int computed() {
    return computed;
  }

  /** Returns how many units were handed over at once, at most. */
  public int together() {
    return together;
  }

  @Override
  @SuppressWarnings("unchecked") // JSON gives the class that it was written from
  public <E, L, U extends WorkUnit<E, L>> void execute(
      List<U> units, RunControl<L> control, Receiver<? super U, ? super E> receiver)
      throws IOException {
    together = Math.max(together, units.size());
    List<U> reversed = new ArrayList<>();
    units.forEach(unit -> reversed.add(0, unit));
    for (U unit : reversed) {
      U sent = (U) Json.parse(Json.writeLine(unit), unit.getClass());
      if (!sent.equals(unit)) {
        throw new IllegalStateException("%s came back as %s".formatted(unit, sent));
      }
      computed++;
      E entry;
      try {
        entry = compute(sent, unit.inputs(), control);
      } catch (NotFiniteException e) {
        receiver.notFinite(unit, e);
        continue;
      }
      receiver.accept(
          unit, (E) Json.parse(Json.writeLine(entry), entry.getClass()), Maker.current());
    }
  }

  private <E, L> E compute(WorkUnit<E, L> unit, List<InputFile> inputs, RunControl<L> control)
      throws IOException {
    Map<Path, Path> moves = new HashMap<>();
    Map<String, Path> copies = new HashMap<>();
    if (place != null) {
      for (InputFile input : inputs) {
        Path folder = Files.createDirectories(place.resolve(String.valueOf(copies.size())));
        Path file = Path.of(input.path());
        copies.put(input.path(), folder.resolve(file.getFileName()));
        moves.put(file, folder.resolve(file.getFileName()));
        for (String name : input.beside()) {
          if (Files.exists(file.resolveSibling(name))) {
            moves.put(file.resolveSibling(name), folder.resolve(name));
          }
        }
      }
    }
    for (Map.Entry<Path, Path> move : moves.entrySet()) {
      Files.move(move.getKey(), move.getValue());
    }
    try (UnitContext elsewhere = new UnitContext(1)) {
      elsewhere.useCopies(copies);
      return unit.compute(elsewhere, control);
    } finally {
      for (Map.Entry<Path, Path> move : moves.entrySet()) {
        Files.move(move.getValue(), move.getKey());
      }
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
