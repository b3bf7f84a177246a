package org.convexityprobe.data.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which columns hold users, items and ratings.
 *
 * @param user index of the column of users, from 0
 * @param item index of the column of items
 * @param rating index of the column of ratings
 */
record RatingsColumns(int user, int item, int rating) {
  /** The usual order where nothing is named. */
  static final RatingsColumns IN_ORDER = new RatingsColumns(0, 1, 2);

  private static final Set<String> USERS =
      Set.of(
          "user",
          "users",
          "u",
          "reviewer",
          "customer",
          "member",
          "person",
          "rater",
          "reader",
          "listener",
          "viewer",
          "player",
          "visitor",
          "profile",
          "account");

  private static final Set<String> ITEMS =
      Set.of(
          "item",
          "items",
          "i",
          "movie",
          "film",
          "book",
          "isbn",
          "asin",
          "product",
          "song",
          "track",
          "artist",
          "album",
          "anime",
          "manga",
          "game",
          "joke",
          "recipe",
          "restaurant",
          "business",
          "beer",
          "wine",
          "show",
          "video",
          "article",
          "app",
          "place",
          "poi",
          "course");

  private static final Set<String> RATINGS =
      Set.of(
          "rating",
          "ratings",
          "rate",
          "r",
          "score",
          "scores",
          "stars",
          "overall",
          "grade",
          "vote",
          "preference",
          "weight",
          "plays",
          "playcount",
          "listens");

  /** Letters that are names only as the first three of three or four columns. */
  private static final Set<String> LETTERS = Set.of("u", "i", "r");

  /** A name that holds one of these is about something else. */
  private static final Set<String> OTHER =
      Set.of("time", "timestamp", "date", "count", "num", "number", "title", "average", "avg");

  /** A name of nothing. */
  private static final String NONE = "-";

  private enum Role {
    USER,
    ITEM,
    RATING
  }

  /** Returns the columns by their names, or null if not each occurs once. */
  static RatingsColumns named(List<String> all) {
    List<String> names = withoutLetters(all);
    int user = find(names, Role.USER);
    int item = find(names, Role.ITEM);
    int rating = find(names, Role.RATING);
    return user < 0 || item < 0 || rating < 0 ? null : new RatingsColumns(user, item, rating);
  }

  /** Returns whether any name is one of ratings. */
  static boolean namesAny(List<String> names) {
    return withoutLetters(names).stream().anyMatch(name -> role(name) != null);
  }

  /** Returns names without those letters that may stand for anything, such as bands of light. */
  private static List<String> withoutLetters(List<String> names) {
    boolean meant =
        (names.size() == 3 || names.size() == 4)
            && names.subList(0, 3).stream().allMatch(RatingsColumns::isLetter);
    return meant ? names : names.stream().map(name -> isLetter(name) ? NONE : name).toList();
  }

  private static boolean isLetter(String name) {
    return LETTERS.contains(name.strip().toLowerCase(Locale.ROOT));
  }

  private static int find(List<String> names, Role role) {
    List<Integer> all = new ArrayList<>();
    List<Integer> ids = new ArrayList<>();
    for (int j = 0; j < names.size(); j++) {
      if (role(names.get(j)) == role) {
        all.add(j);
        if (isId(names.get(j)) || role == Role.RATING) {
          ids.add(j);
        }
      }
    }
    List<Integer> found = ids.isEmpty() ? all : ids;
    return found.size() == 1 ? found.get(0) : -1;
  }

  private static boolean isId(String name) {
    List<String> words = NameWords.of(name);
    return words.get(words.size() - 1).endsWith("id");
  }

  private static Role role(String name) {
    List<String> words =
        NameWords.of(name).stream()
            .map(word -> word.length() > 2 ? word.replaceFirst("id$", "") : word)
            .toList();
    if (words.isEmpty() || words.stream().anyMatch(OTHER::contains)) {
      return null;
    }
    boolean id = isId(name);
    if (!id && words.stream().anyMatch(RATINGS::contains)) {
      return Role.RATING;
    }
    if (words.stream().anyMatch(USERS::contains) || words.equals(List.of("uid"))) {
      return Role.USER;
    }
    return words.stream().anyMatch(ITEMS::contains) || words.equals(List.of("iid"))
        ? Role.ITEM
        : null;
  }
}
