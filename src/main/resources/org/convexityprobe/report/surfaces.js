(function () {
  "use strict";
  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  // As in the maps: light is low and dark is high; the darkest still shows on a dark page.
  var heights = [
    [0, "#f7f4e3"], [0.25, "#f2c56b"], [0.5, "#d96b5b"], [0.75, "#842c70"], [1, "#3d1f70"]
  ];
  function layout(data, width) {
    // Farther away on a phone, where the titles of the axes would not fit else.
    var distance = width < 500 ? 1.9 : 1.5;
    var ink = dark.matches ? "#e6e9ef" : "#1b2a41";
    var rule = dark.matches ? "#39414d" : "#d5d9e0";
    function axis(title, range) {
      return { title: { text: title }, color: ink, gridcolor: rule, zerolinecolor: ink, range: range };
    }
    return {
      autosize: true,
      paper_bgcolor: "rgba(0,0,0,0)",
      font: { color: ink },
      margin: { l: 0, r: 0, t: 0, b: 0 },
      scene: {
        aspectmode: "cube",
        camera: { eye: { x: distance, y: distance, z: 0.6 * distance }, center: { x: 0, y: 0, z: -0.15 } },
        xaxis: axis(data.path ? "first component" : "first direction"),
        yaxis: axis(data.path ? "second component" : "second direction"),
        zaxis: axis(data.label, data.limits)
      }
    };
  }
  function draw(element) {
    var data = JSON.parse(element.nextElementSibling.textContent);
    var trace = {
      type: "surface", x: data.x, y: data.y, z: data.z,
      cmin: data.limits[0], cmax: data.limits[1], colorscale: heights, showscale: false
    };
    var options = { responsive: true, displayModeBar: false };
    var traces = [trace];
    if (data.path) {
      // A little above the surface, which would hide it else.
      var lift = 0.02 * (data.limits[1] - data.limits[0]);
      traces.push({
        type: "scatter3d", mode: "lines+markers", hoverinfo: "text", showlegend: false,
        x: data.path.x, y: data.path.y, z: data.path.z.map(function (z) { return z === null ? null : z + lift; }), text: data.path.text,
        line: { color: dark.matches ? "#ffffff" : "#1b2a41", width: 5 },
        marker: { color: dark.matches ? "#ffffff" : "#1b2a41", size: 4 }
      });
    }
    window.Plotly.react(element, traces, layout(data, element.clientWidth), options);
  }
  function drawAll() {
    Array.prototype.forEach.call(document.querySelectorAll(".surface"), draw);
  }
  drawAll();
  if (dark.addEventListener) { dark.addEventListener("change", drawAll); }
})();
