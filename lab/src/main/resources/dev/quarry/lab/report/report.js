(function () {
  'use strict';
  var slider = document.getElementById('round');
  if (!slider) return;
  var output = document.getElementById('labels');
  var show = function () {
    document.querySelectorAll('.frame').forEach(function (frame) {
      var on = frame.dataset.frame === slider.value;
      frame.classList.toggle('on', on);
      if (on) { if (frame.dataset.labels) output.textContent = frame.dataset.labels; }
    });
  };
  slider.addEventListener('input', show);
  show();
}());
