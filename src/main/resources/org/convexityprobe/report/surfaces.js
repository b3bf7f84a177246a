(function () {
  "use strict";
  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  function layout(data) {
    var ink = dark.matches ? "#e6e9ef" : "#1b2a41";
    var rule = dark.matches ? "#39414d" : "#d5d9e0";
    function axis(title, range) {
      return { title: title, color: ink, gridcolor: rule, zerolinecolor: ink, range: range };
    }
    return {
      paper_bgcolor: "rgba(0,0,0,0)",
      font: { color: ink },
      margin: { l: 0, r: 0, t: 0, b: 0 },
      scene: {
        xaxis: axis("first direction"),
        yaxis: axis("second direction"),
        zaxis: axis(data.label, data.limits)
      }
    };
  }
  function draw(element) {
    var data = JSON.parse(element.nextElementSibling.textContent);
    var trace = {
      type: "surface", x: data.x, y: data.y, z: data.z,
      cmin: data.limits[0], cmax: data.limits[1], colorscale: "Viridis", showscale: false
    };
    var options = { responsive: true, displaylogo: false, modeBarButtonsToRemove: ["sendDataToCloud"] };
    window.Plotly.react(element, [trace], layout(data), options);
  }
  function drawAll() {
    Array.prototype.forEach.call(document.querySelectorAll(".surface"), draw);
  }
  drawAll();
  if (dark.addEventListener) { dark.addEventListener("change", drawAll); }
})();
