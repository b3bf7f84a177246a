(function () {
  "use strict";
  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  // As in the figures: light is low and dark is high; the darkest still shows on a dark page.
  var HEIGHTS = [[0, "#f7f4e3"], [0.25, "#f2c56b"], [0.5, "#d96b5b"], [0.75, "#842c70"], [1, "#3d1f70"]];
  var VERDICTS = { convex: "#8fc3e0", undecided: "#a9adb5", concave: "#c84c0c", non_finite: "#c84c0c" };
  var OPTIONS = { responsive: true, displayModeBar: false, scrollZoom: false };
  var redraws = [];
  function colours() {
    return dark.matches
      ? { ink: "#e6e9ef", rule: "#39414d", faint: "#78818f", series: ["#e6e9ef", "#ff8f3f", "#56b4e9", "#d97fb0", "#f0c040", "#3fc49c"] }
      : { ink: "#1b2a41", rule: "#e1e4ea", faint: "#a0a8b4", series: ["#1b2a41", "#d55e00", "#56b4e9", "#882255", "#e69f00", "#007a5e"] };
  }
  function read(element) { return JSON.parse(element.nextElementSibling.textContent); }
  function make(tag, parent, text) {
    var element = document.createElement(tag);
    if (text !== undefined) { element.textContent = text; }
    parent.appendChild(element);
    return element;
  }
  function minus(text) { return String(text).replace(/^-/, "−"); }
  function axis(title, c, more) {
    return Object.assign({ title: { text: title, standoff: 8 }, color: c.ink, gridcolor: c.rule, zeroline: false, automargin: true }, more);
  }
  function base(c, height) {
    return {
      autosize: true, height: height, paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)",
      font: { color: c.ink, size: 12 }, margin: { l: 50, r: 10, t: 24, b: 44 }, showlegend: false, hovermode: "closest"
    };
  }
  function choice(parent, label, names, chosen, changed) {
    var holder = make("label", parent, label + " ");
    var select = make("select", holder);
    names.forEach(function (name, i) {
      var option = make("option", select, name);
      option.value = i;
      option.selected = i === chosen;
    });
    select.addEventListener("change", changed);
    return select;
  }
  function controls(element) {
    var holder = document.createElement("div");
    holder.className = "controls";
    element.parentNode.insertBefore(holder, element);
    return holder;
  }

  // Those of an axis' values whose labels have room beside each other; the first and the last stay.
  function spaced(values, pixels) {
    var sorted = Array.from(new Set(values)).sort(function (a, b) { return a - b; });
    var scale = pixels / (sorted[sorted.length - 1] - sorted[0] || 1);
    var kept = [];
    sorted.forEach(function (value, i) {
      var room = 8 * String(value).length + 10;
      if (kept.length === 0 || (value - kept[kept.length - 1]) * scale >= room) {
        kept.push(value);
      } else if (i === sorted.length - 1 && kept.length > 1) {
        kept[kept.length - 1] = value;
      }
    });
    return kept;
  }
  // A name that fits into a legend; longer ones are without their middle.
  function short(name, pixels) {
    var half = Math.floor((pixels - 50) / 14);
    return name.length <= 2 * half ? name : name.slice(0, half) + "…" + name.slice(1 - half);
  }
  // Rows of a legend below a chart, of names about as wide as their characters.
  function rows(names, pixels) {
    var count = 1;
    var used = 0;
    names.forEach(function (name) {
      var width = 50 + 6.5 * name.length;
      if (used > 0 && used + width > pixels) { count++; used = 0; }
      used += width;
    });
    return count;
  }

  // Lines: two checkpoints beside each other with the same limits; strips of verdicts below.
  function lines(element) {
    var data = read(element);
    var holder = controls(element);
    var names = data.networks.map(function (n) { return n.name; });
    var left = choice(holder, "left", names, 0, draw);
    var right = choice(holder, "right", names.concat(["nothing"]), names.length > 1 ? names.length - 1 : names.length, draw);
    var most = Math.max.apply(null, data.networks.map(function (n) { return n.lines.length; }));
    var switches = make("fieldset", holder);
    make("span", switches, "lines");
    var boxes = [];
    for (var i = 0; i < most; i++) {
      var label = make("label", switches);
      var box = make("input", label);
      box.type = "checkbox";
      box.checked = true;
      box.addEventListener("change", draw);
      label.appendChild(document.createTextNode(" " + i));
      boxes.push(box);
    }
    ["all", "none"].forEach(function (word) {
      var button = make("button", switches, word);
      button.type = "button";
      button.addEventListener("click", function () {
        boxes.forEach(function (b) { b.checked = word === "all"; });
        draw();
      });
    });
    function add(traces, network, x, y, strip, c) {
      network.lines.forEach(function (line, at) {
        if (!boxes[at].checked) { return; }
        var name = "line " + line.line;
        var words = line.x.map(function (l, i) {
          var verdict = i === 0 || i === line.x.length - 1 ? "end of the line" : line.verdicts[i - 1].replace("concave", "contradicted").replace("_", " ");
          return name + "<br>λ = " + minus(l.toFixed(3)) + "<br>φ = " + (line.y[i] === null ? "not finite" : minus(line.y[i].toPrecision(6))) + "<br>" + verdict;
        });
        var inside = line.x.map(function (l, i) { return l >= line.left && l <= line.right ? line.y[i] : null; });
        traces.push({ type: "scatter", mode: "lines", x: line.x, y: line.y, xaxis: x, yaxis: y, line: { color: c.faint, width: 1 }, hoverinfo: "text", text: words });
        traces.push({ type: "scatter", mode: "lines", x: line.x, y: inside, xaxis: x, yaxis: y, line: { color: c.ink, width: 1.4 }, hoverinfo: "skip" });
        traces.push({
          type: "scatter", mode: "markers", x: line.x.slice(1, -1), y: line.verdicts.map(function () { return -at; }), xaxis: x, yaxis: strip,
          marker: { symbol: "square", size: 4, color: line.verdicts.map(function (v) { return VERDICTS[v]; }) }, hoverinfo: "text", text: words.slice(1, -1)
        });
      });
    }
    function draw() {
      var c = colours();
      var two = Number(right.value) < names.length;
      var narrow = element.clientWidth < 560;
      var traces = [];
      add(traces, data.networks[left.value], "x", "y", "y2", c);
      if (two) { add(traces, data.networks[right.value], "x2", "y3", "y4", c); }
      var stacked = two && narrow;
      var rows = stacked ? [[0.56, 1], [0, 0.44]] : [[0, 1], [0, 1]];
      function part(row, low, high) { return [row[0] + low * (row[1] - row[0]), row[0] + high * (row[1] - row[0])]; }
      var xs = two && !narrow ? [[0, 0.48], [0.52, 1]] : [[0, 1], [0, 1]];
      var layout = base(c, stacked ? 860 : 470);
      var kind = data.logarithmic ? "log" : "linear";
      var range = limits();
      // Ones, twos and fives.
      var round = data.logarithmic ? { dtick: range[1] - range[0] > 3 ? 1 : "D2" } : {};
      layout.xaxis = axis("position λ", c, { domain: xs[0], anchor: "y2", range: [-0.51 * span(), 0.51 * span()] });
      layout.yaxis = axis("loss φ(λ)", c, Object.assign({ domain: part(rows[0], 0.36, 1), type: kind, range: range }, round));
      layout.yaxis2 = axis("", c, { domain: part(rows[0], 0, 0.32), showticklabels: false, showgrid: false, range: [-most, 1] });
      layout.annotations = [note(0, rows[0], xs[0], left)];
      if (two) {
        layout.xaxis2 = axis("position λ", c, { domain: xs[1], anchor: "y4", matches: "x" });
        layout.yaxis3 = axis(stacked ? "loss φ(λ)" : "", c, { domain: part(rows[1], 0.36, 1), anchor: "x2", type: kind, range: range, dtick: round.dtick });
        layout.yaxis4 = axis("", c, { domain: part(rows[1], 0, 0.32), anchor: "x2", showticklabels: false, showgrid: false, range: [-most, 1] });
        layout.annotations.push(note(1, rows[1], xs[1], right));
      }
      window.Plotly.react(element, traces, layout, OPTIONS);
      function note(i, row, x, select) {
        var network = data.networks[select.value];
        return { text: network.name + ": " + network.length, showarrow: false, xref: "paper", yref: "paper", x: x[0], y: row[1], xanchor: "left", yanchor: "bottom", font: { size: narrow ? 10 : 12 } };
      }
      // The same for both, with a little room: matching axes would not find it.
      function limits() {
        var low = Infinity;
        var high = -Infinity;
        [left, right].forEach(function (select) {
          var network = data.networks[select.value];
          (network ? network.lines : []).forEach(function (line, at) {
            line.y.forEach(function (v) {
              if (boxes[at].checked && v !== null && (!data.logarithmic || v > 0)) {
                var place = data.logarithmic ? Math.log10(v) : v;
                low = Math.min(low, place);
                high = Math.max(high, place);
              }
            });
          });
        });
        if (low === Infinity) { return [0, 1]; }
        return low < high ? [low - 0.04 * (high - low), high + 0.04 * (high - low)] : [low - 1, low + 1];
      }
      function span() { var l = data.networks[left.value].lines[0].x; return l[l.length - 1] - l[0]; }
    }
    redraws.push(draw);
    draw();
  }

  // Lengths against one of epoch, width and depth; a curve for each network of the others.
  function lengths(element) {
    var cells = read(element).cells;
    var KEYS = ["epoch", "width", "depth"];
    // Of networks that have names, any of these may be unknown.
    function known(key) { return cells.filter(function (cell) { return cell[key] !== null; }); }
    var TITLES = { epoch: "epoch", width: "width factor k", depth: "depth (layers)" };
    var useful = KEYS.filter(function (key) {
      return new Set(known(key).map(function (cell) { return cell[key]; })).size > 1;
    });
    if (useful.length === 0) { useful = ["epoch"]; }
    var against = choice(controls(element), "against", useful.map(function (key) { return TITLES[key]; }), 0, draw);
    function name(cell, key) {
      var parts = [];
      if (cell.name !== null) { parts.push(cell.name); }
      if (key !== "depth" && cell.depth !== null) { parts.push("depth " + cell.depth); }
      if (key !== "width" && cell.width !== null) { parts.push("k = " + cell.width); }
      if (key !== "epoch" && cell.epoch !== null) { parts.push("epoch " + cell.epoch); }
      return parts.join(", ") + (cell.skip === false ? ", no skips" : "");
    }
    function draw() {
      var c = colours();
      var key = useful[against.value];
      var series = new Map();
      known(key).forEach(function (cell) {
        var own = name(cell, key);
        if (!series.has(own)) { series.set(own, []); }
        series.get(own).push(cell);
      });
      var pixels = element.clientWidth - 80;
      var traces = [];
      var SYMBOLS = ["circle", "square", "triangle-up", "diamond", "triangle-down"];
      Array.from(series).forEach(function (entry, i) {
        var own = entry[1].slice().sort(function (a, b) { return a[key] - b[key]; });
        var colour = c.series[i % c.series.length];
        var symbol = SYMBOLS[i % SYMBOLS.length];
        traces.push({
          type: "scatter", mode: "lines+markers", name: short(entry[0], pixels), legendgroup: entry[0], x: own.map(function (cell) { return cell[key]; }), y: own.map(function (cell) { return cell.length; }),
          error_y: { type: "data", array: own.map(function (cell) { return cell.error || 0; }), thickness: 1, color: colour },
          line: { color: colour, width: 1.3 }, marker: { color: colour, symbol: symbol, size: 8 },
          hovertemplate: entry[0] + "<br>" + TITLES[key] + " %{x}<br>L = %{y:.3f} ± %{error_y.array:.3f}<extra></extra>"
        });
        var papers = own.filter(function (cell) { return cell.paper !== null; });
        if (papers.length > 0) {
          traces.push({
            type: "scatter", mode: "markers", name: "papers", legendgroup: entry[0], showlegend: false, x: papers.map(function (cell) { return cell[key]; }), y: papers.map(function (cell) { return cell.paper; }),
            marker: { color: colour, symbol: symbol + "-open", size: 9 }, hovertemplate: "papers: " + entry[0] + "<br>L = %{y:.2f}<extra></extra>"
          });
        }
      });
      // Below the chart and its axis, 29 pixels for each row of names.
      var below = series.size > 1 ? 10 + 29 * rows(Array.from(series.keys(), function (own) { return short(own, pixels); }), pixels) : 0;
      var layout = base(c, 360 + below);
      layout.margin.b += below;
      layout.xaxis = axis(TITLES[key], c, { tickangle: 0, tickvals: spaced(known(key).map(function (cell) { return cell[key]; }), 0.85 * pixels) });
      layout.yaxis = axis("convexity length L", c, {});
      layout.showlegend = series.size > 1;
      layout.legend = { orientation: "h", x: 0, yref: "container", y: 0, yanchor: "bottom" };
      window.Plotly.react(element, traces, layout, OPTIONS);
    }
    redraws.push(draw);
    window.addEventListener("resize", draw);
    draw();
  }

  // Surfaces: all cameras of a page turn together.
  var surfaces = [];
  var following = false;
  function follow(source, camera) {
    if (following) { return; }
    following = true;
    Promise.all(surfaces.filter(function (other) { return other !== source; }).map(function (other) {
      return window.Plotly.relayout(other, { "scene.camera": camera });
    })).then(function () { following = false; }, function () { following = false; });
  }
  function turn(element, event) {
    var eye = Object.assign({}, element._fullLayout.scene.camera.eye);
    var angle = { ArrowLeft: 0.15, ArrowRight: -0.15 }[event.key];
    var zoom = { "+": 0.9, "-": 1.1 }[event.key];
    var rise = { ArrowUp: 0.15, ArrowDown: -0.15 }[event.key];
    if (angle) {
      eye = { x: eye.x * Math.cos(angle) - eye.y * Math.sin(angle), y: eye.x * Math.sin(angle) + eye.y * Math.cos(angle), z: eye.z };
    } else if (zoom) {
      eye = { x: eye.x * zoom, y: eye.y * zoom, z: eye.z * zoom };
    } else if (rise) {
      eye.z += rise;
    } else {
      return;
    }
    event.preventDefault();
    window.Plotly.relayout(element, { "scene.camera.eye": eye });
  }
  function ticks(data) {
    if (!data.logarithmic) { return {}; }
    var values = [];
    for (var e = Math.floor(data.limits[0]); e <= data.limits[1]; e++) {
      [1, 2, 5].forEach(function (m) {
        var place = e + Math.log10(m);
        if (place >= data.limits[0] && place <= data.limits[1]) { values.push(place); }
      });
    }
    return { tickvals: values, ticktext: values.map(function (v) { return String(Number(Math.pow(10, v).toPrecision(3))); }) };
  }
  function surface(element) {
    var data = read(element);
    surfaces.push(element);
    function draw() {
      var c = colours();
      // Farther away on a phone, where the titles of the axes would not fit else.
      var distance = element.clientWidth < 500 ? 1.9 : 1.5;
      function side(title, more) { return Object.assign({ title: { text: title }, color: c.ink, gridcolor: c.rule, zerolinecolor: c.ink }, more); }
      var traces = [{ type: "surface", x: data.x, y: data.y, z: data.z, cmin: data.limits[0], cmax: data.limits[1], colorscale: HEIGHTS, showscale: false, contours: { z: { show: true, color: "rgba(27,42,65,0.35)", width: 1 } } }];
      if (data.path) {
        // A little above the surface, which would hide it else.
        var lift = 0.02 * (data.limits[1] - data.limits[0]);
        traces.push({
          type: "scatter3d", mode: "lines+markers", hoverinfo: "text", showlegend: false, x: data.path.x, y: data.path.y,
          z: data.path.z.map(function (z) { return z === null ? null : z + lift; }), text: data.path.text,
          line: { color: c.ink, width: 5 }, marker: { color: c.ink, size: 4 }
        });
      }
      window.Plotly.react(element, traces, {
        autosize: true, paper_bgcolor: "rgba(0,0,0,0)", font: { color: c.ink }, margin: { l: 0, r: 0, t: 0, b: 0 },
        scene: {
          aspectmode: "cube",
          camera: { eye: { x: distance, y: distance, z: 0.6 * distance }, center: { x: 0, y: 0, z: -0.15 } },
          xaxis: side(data.path ? "first component" : "first direction"), yaxis: side(data.path ? "second component" : "second direction"),
          zaxis: side("loss", Object.assign({ range: data.limits }, ticks(data)))
        }
      }, OPTIONS);
    }
    redraws.push(draw);
    draw();
    element.on("plotly_relayout", function (change) {
      if (Object.keys(change).some(function (key) { return key.indexOf("scene.camera") === 0; })) {
        follow(element, element._fullLayout.scene.camera);
      }
    });
    element.addEventListener("keydown", function (event) { turn(element, event); });
  }
  function each(selector, action) { Array.prototype.forEach.call(document.querySelectorAll(selector), action); }
  each(".chart.lines", lines);
  each(".chart.lengths", lengths);
  each(".chart.surface", surface);
  function redraw() { redraws.forEach(function (draw) { draw(); }); }
  if (dark.addEventListener) { dark.addEventListener("change", redraw); }
  window.addEventListener("beforeprint", function () { each("details.section", function (part) { part.open = true; }); });
})();
