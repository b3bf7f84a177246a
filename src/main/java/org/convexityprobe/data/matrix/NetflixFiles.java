package org.convexityprobe.data.matrix;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Netflix Prize ratings, in one or several files: a line {@code movie:} and then {@code
 * user,rating,date} for each of its ratings. The matrix has a row for each user and a column for
 * each movie that occurs, in the order of their ids.
 */
final class NetflixFiles {
  private int[] movies = new int[1024];
  private int[] users = new int[1024];
  private byte[] ratings = new byte[1024];
  private int size;

  private NetflixFiles() {}

  static MatrixReading read(List<Path> files) throws IOException {
    NetflixFiles all = new NetflixFiles();
    for (Path file : files) {
      all.add(file);
    }
    if (all.size == 0) {
      throw new MatrixFileException(files.get(0), "no ratings; expected 'movie:' and then ratings");
    }
    return all.matrix();
  }

  private void add(Path file) throws IOException {
    try (TextLines lines = new TextLines(file)) {
      int movie = -1;
      for (String line = lines.next(); line != null; line = lines.next()) {
        String text = line.strip();
        if (text.endsWith(":")) {
          movie = lines.id(text.substring(0, text.length() - 1), "movie");
        } else if (!text.isEmpty()) {
          if (movie < 0) {
            throw lines.fault("a rating before the first 'movie:' line");
          }
          rating(lines, movie, text);
        }
      }
    }
  }

  private void rating(TextLines lines, int movie, String text) throws IOException {
    String[] fields = text.split(",", -1);
    if (fields.length != 2 && fields.length != 3) {
      throw lines.fault(
          "'%s'; expected user,rating,date or 'movie:'".formatted(TextLines.shorten(text)));
    }
    double rating = lines.number(fields[1]);
    if (rating < 1 || rating > 5 || rating != Math.rint(rating)) {
      throw lines.fault("rating %s; expected 1 to 5".formatted(fields[1]));
    }
    if (size == movies.length) {
      movies = Arrays.copyOf(movies, size * 2);
      users = Arrays.copyOf(users, size * 2);
      ratings = Arrays.copyOf(ratings, size * 2);
    }
    movies[size] = movie;
    users[size] = lines.id(fields[0], "user");
    ratings[size++] = (byte) rating;
  }

  private MatrixReading matrix() {
    int[] userIds = Arrays.stream(users, 0, size).sorted().distinct().toArray();
    int[] movieIds = Arrays.stream(movies, 0, size).sorted().distinct().toArray();
    ObservedMatrixBuilder builder = new ObservedMatrixBuilder(userIds.length, movieIds.length);
    for (int t = 0; t < size; t++) {
      builder.add(
          Arrays.binarySearch(userIds, users[t]),
          Arrays.binarySearch(movieIds, movies[t]),
          ratings[t]);
    }
    return RatingsFile.finish(
        builder,
        names(userIds),
        names(movieIds),
        List.of("users and movies are numbered by their rank among the ids that occur"));
  }

  private static List<String> names(int[] ids) {
    return Arrays.stream(ids).mapToObj(Integer::toString).toList();
  }
}
