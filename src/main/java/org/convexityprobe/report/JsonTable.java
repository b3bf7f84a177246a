package org.convexityprobe.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.convexityprobe.data.Json;

/** One object a cell; numbers that are not finite are strings, as in results.json. */
final class JsonTable {
  private JsonTable() {}

  static String render(LengthTable table) {
    List<Map<String, Object>> cells = new ArrayList<>();
    for (LengthCell cell : table.cells()) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("network", cell.label());
      object.put("summary", cell.summary());
      cell.paper()
          .ifPresent(
              value -> {
                object.put("paper", value);
                object.put("differenceInStandardErrors", cell.standardErrorsFromPaper());
              });
      cells.add(object);
    }
    return Json.write(cells);
  }
}
