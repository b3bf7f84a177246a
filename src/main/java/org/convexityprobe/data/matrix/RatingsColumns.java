package org.convexityprobe.data.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * Which columns hold users, items and ratings.
 *
 * @param user index of the column of users, from 0
 * @param item index of the column of items
 * @param rating index of the column of ratings
 */
record RatingsColumns(int user, int item, int rating) {
  private static final Set<String> USERS =
      Set.of(
          "user",
          "users",
          "u",
          "reviewer",
          "username",
          "customer",
          "cust",
          "client",
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

  /** A rating only beside users and items, as tables of people and things have weights too. */
  private static final String WEIGHT = "weight";

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
          WEIGHT,
          "plays",
          "playcount",
          "listens",
          "clicks");

  /** Letters that are names only as the first three of three or four columns. */
  private static final Set<String> LETTERS = Set.of("u", "i", "r");

  /** A name that holds one of these is about something else. */
  private static final Set<String> OTHER =
      Set.of("time", "timestamp", "date", "count", "num", "number", "title", "average", "avg");

  /** Words before {@code count} that make it one of what a user did with an item. */
  private static final Set<String> COUNTED = Set.of("play", "listen", "view");

  /** Codes of items, which need no further word to be ids. */
  private static final Set<String> CODES = Set.of("isbn", "asin");

  /** Words that, beside {@code user} or {@code item}, leave the name one of ids. */
  private static final Set<String> ID_WORDS =
      Set.of("name", "ids", "idx", "index", "no", "nr", "code", "key", "hash");

  /** A name of nothing. */
  private static final String NONE = "-";

  /** Words in the name of a column of times. */
  private static final Set<String> TIMES = Set.of("time", "timestamp", "ts", "date", "unixtime");

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

  /** Returns whether two of users, items and ratings are named, or all of them and one twice. */
  static boolean namesSome(List<String> names) {
    return withoutLetters(names).stream()
            .filter(name -> !name.equalsIgnoreCase(WEIGHT))
            .map(RatingsColumns::role)
            .filter(Objects::nonNull)
            .distinct()
            .count()
        > 1;
  }

  /** Returns the usual order where nothing is named, in the first three of some columns. */
  static RatingsColumns inOrder(List<Integer> columns) {
    return columns.size() < 3
        ? new RatingsColumns(0, 1, 2)
        : new RatingsColumns(columns.get(0), columns.get(1), columns.get(2));
  }

  /** Returns whether the last column holds times by its name. */
  static boolean endsWithTime(List<String> names) {
    String last = names.get(names.size() - 1);
    return NameWords.of(last).stream().anyMatch(TIMES::contains);
  }

  /** Returns the columns of the same names, each so many places further to the right. */
  RatingsColumns shifted(int places) {
    return new RatingsColumns(user + places, item + places, rating + places);
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

  /** Returns the only column of a role; ids go before names, and {@code rating} before others. */
  private static int find(List<String> names, Role role) {
    List<Integer> all = new ArrayList<>();
    List<Integer> plain = new ArrayList<>();
    for (int j = 0; j < names.size(); j++) {
      if (role(names.get(j)) == role) {
        all.add(j);
        List<String> words = words(names.get(j));
        if (role == Role.RATING ? words.size() == 1 : isId(words)) {
          plain.add(j);
        }
      }
    }
    List<Integer> found = plain.isEmpty() ? all : plain;
    return found.size() == 1 ? found.get(0) : -1;
  }

  /** Returns the words of a name without the type after a colon, as RecBole writes it. */
  private static List<String> words(String name) {
    return NameWords.of(name.replaceFirst("(?<=.):.*", ""));
  }

  private static boolean isId(List<String> words) {
    return words.get(words.size() - 1).endsWith("id");
  }

  private static Role role(String name) {
    List<String> all = words(name);
    if (all.isEmpty()) {
      return null;
    }
    boolean id = isId(all);
    List<String> words =
        all.stream().map(word -> word.length() > 2 ? word.replaceFirst("id$", "") : word).toList();
    if (isCount(words)) {
      return Role.RATING;
    }
    if (words.stream().anyMatch(OTHER::contains)) {
      return null;
    }
    if (!id && words.stream().anyMatch(RATINGS::contains)) {
      return Role.RATING;
    }
    if (areIds(words, USERS, id) || words.equals(List.of("uid"))) {
      return Role.USER;
    }
    return areIds(words, ITEMS, id) || words.equals(List.of("iid")) ? Role.ITEM : null;
  }

  private static boolean isCount(List<String> words) {
    int last = words.size() - 1;
    return last > 0 && words.get(last).equals("count") && COUNTED.contains(words.get(last - 1));
  }

  /** Returns whether a name is one of users or items, not of their age, length or price. */
  private static boolean areIds(List<String> words, Set<String> known, boolean id) {
    return words.stream().anyMatch(known::contains)
        && (id
            || words.stream().anyMatch(CODES::contains)
            || words.stream().allMatch(word -> known.contains(word) || ID_WORDS.contains(word)));
  }
}
