package org.convexityprobe.experiment.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.convexityprobe.data.Json;
import org.convexityprobe.experiment.Configuration;
import org.convexityprobe.resnet.TrainingSettings;

/**
 * How the networks of a table are trained. In a file it is the recipe's keys, and beside them
 * {@code seeds}: a cell of the table holds one network for each seed. Without {@code seeds} it is
 * one network, of the seed that the recipe has.
 *
 * @param recipe the recipe, with the first of the seeds
 * @param seeds the seeds, at least one, each once
 */
public record TableTraining(TrainingSettings recipe, List<Long> seeds) {
  private static final String SEEDS = "seeds";

  /** The key of the seeds alone. */
  private record Seeds(List<Long> seeds) {}

  /** Checks the seeds and the warm-up. */
  public TableTraining {
    seeds = List.copyOf(seeds);
    if (seeds.isEmpty() || seeds.stream().distinct().count() < seeds.size()) {
      throw new IllegalArgumentException(
          "seeds is %s; expected one or more, each once".formatted(seeds));
    }
    TrainConfig.requireWarmup(recipe);
    recipe = recipe.withSeed(seeds.get(0));
  }

  /** Returns a training of one network a cell. */
  static TableTraining of(TrainingSettings recipe) {
    return new TableTraining(recipe, List.of(recipe.seed()));
  }

  /** Reads the keys of a file. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static TableTraining read(Map<String, Object> keys) {
    Map<String, Object> rest = new LinkedHashMap<>(keys);
    Object seeds = rest.remove(SEEDS);
    TrainingSettings recipe = Json.convert(rest, TrainingSettings.class);
    return seeds == null
        ? of(recipe)
        : new TableTraining(recipe, Json.convert(Map.of(SEEDS, seeds), Seeds.class).seeds());
  }

  /** Returns the keys of a file: {@code seeds} is null where there is one. */
  @JsonValue
  Map<String, Object> keys() {
    Map<String, Object> keys = new LinkedHashMap<>(Configuration.asTree(recipe));
    keys.put(SEEDS, seeds.size() == 1 ? null : seeds);
    return keys;
  }
}
