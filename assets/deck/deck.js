/* What a deck does under the hand, written for browsers of the last ten years. It fetches nothing and keeps nothing;
   without it all slides stand below each other. */
(function () {
'use strict';
var root = document.documentElement, body = document.body, list = root.classList;
var slides = [].slice.call(document.querySelectorAll('.slide'));
var line = document.querySelector('.line i'), spoken = document.querySelector('.spoken');
var at = 0, touch = null;
if (!slides.length) return;

/* Whether the words fit above or beside their picture in type of that size, and how large that leaves it. */
function measure(slide, layout, fit) {
  var words = slide.querySelector('.words');
  var box = slide.querySelector('figure'), img = slide.querySelector('img');
  slide.classList.remove('above', 'beside');
  slide.classList.add(layout);
  slide.style.setProperty('--fit', fit);
  var cut = words.scrollHeight > words.clientHeight + 1 ||
    words.scrollWidth > words.clientWidth + 1;
  if (!box) return {cut: cut, share: 1};
  var w = img.naturalWidth || 16, h = img.naturalHeight || 9;
  var most = Math.min(slide.clientWidth / w, slide.clientHeight / h);
  return {cut: cut, share: Math.min(box.clientWidth / w, box.clientHeight / h) / most};
}

/* The largest type in which the words fit and the picture keeps half of the slide's width or height. */
function arrange(slide) {
  if (slide.classList.contains('figure')) return;
  var layouts = slide.querySelector('figure') ? ['above', 'beside'] : ['above'], best = null;
  for (var fit = 1; fit > 0.45; fit -= 0.1) {
    layouts.forEach(function (layout) {
      var m = measure(slide, layout, fit);
      var worth = (m.cut ? 0 : 2) + (m.share > 0.55 ? 1 : 0) + (m.share > 0.55 ? fit : 0) + m.share / 10;
      if (!best || worth > best.worth) best = {worth: worth, layout: layout, fit: fit};
    });
  }
  measure(slide, best.layout, best.fit);
}

function name(n) {
  var slide = slides[n], title = slide.getAttribute('data-title');
  return body.getAttribute('data-slide').replace('{1}', n + 1).replace('{2}', slides.length) +
    (title ? ': ' + title : '');
}

function focus(element) {
  try { element.focus({preventScroll: true}); } catch (error) { element.focus(); }
}

function address() {
  var hash = '#' + (at + 1);
  if (location.hash === hash) return;
  try { history.replaceState(null, '', hash); } catch (error) { location.replace(hash); }
}

function go(n) {
  slides[at].classList.remove('now');
  at = Math.max(0, Math.min(slides.length - 1, n));
  slides[at].classList.add('now');
  line.style.width = 100 * (at + 1) / slides.length + '%';
  spoken.textContent = name(at);
  list.remove('blank');
  address();
  focus(slides[at]);
  if (list.contains('all')) slides[at].scrollIntoView({block: 'nearest'});
  else arrange(slides[at]);
}

/* All slides at once, or one. */
function all(on) {
  list.toggle('all', on);
  slides.forEach(function (slide, n) {
    slide.setAttribute('tabindex', on ? '0' : '-1');
    if (on) { slide.setAttribute('role', 'link'); slide.setAttribute('aria-label', name(n)); }
    else { slide.removeAttribute('role'); slide.removeAttribute('aria-label'); }
  });
  if (!on) window.scrollTo(0, 0);
  go(at);
}

/* The slide in the row below or above, in the same place. */
function row(step) {
  var here = slides[at], found = at;
  for (var n = at + step; n >= 0 && n < slides.length; n += step) {
    if (slides[n].offsetLeft === here.offsetLeft) { found = n; break; }
  }
  go(found);
}

/* Words that do not fit in any type. */
function scroll(step) {
  slides[at].querySelector('.words').scrollTop += step * innerHeight / 8;
}

function full() {
  if (document.fullscreenElement) document.exitFullscreen();
  else if (root.requestFullscreen) root.requestFullscreen();
}

function press(key, event) {
  var many = list.contains('all');
  if (many && (key === 'Enter' || key === ' ')) return all(false);
  if (key === 'Enter') return false;
  switch (key) {
  case 'ArrowRight': case 'PageDown': return go(at + 1);
  case 'ArrowLeft': case 'PageUp': return go(at - 1);
  case ' ': return go(at + (event.shiftKey ? -1 : 1));
  case 'Home': return go(0);
  case 'End': return go(slides.length - 1);
  case 'ArrowDown': return many ? row(1) : scroll(1);
  case 'ArrowUp': return many ? row(-1) : scroll(-1);
  case 'Escape': return all(!many);
  case '.': list.toggle('blank'); return true;
  }
  return event.code === 'KeyF' ? full() : false;
}

document.addEventListener('keydown', function (event) {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (press(event.key, event) !== false) event.preventDefault();
});

document.addEventListener('focusin', function (event) {
  var n = slides.indexOf(event.target);
  if (list.contains('all') && n >= 0 && n !== at) go(n);
});

document.addEventListener('click', function (event) {
  if (event.button || event.target.closest('a') || String(getSelection())) return;
  if (list.contains('all')) {
    var slide = event.target.closest('.slide');
    if (slide) { go(slides.indexOf(slide)); all(false); }
  } else go(at + (event.clientX < innerWidth / 2 ? -1 : 1));
});

document.addEventListener('touchstart', function (event) {
  var zoomed = window.visualViewport && visualViewport.scale > 1.01;
  touch = event.touches.length === 1 && !zoomed ? event.touches[0] : null;
}, {passive: true});

document.addEventListener('touchend', function (event) {
  var from = touch, to = event.changedTouches[0];
  touch = null;
  if (!from || !to || list.contains('all')) return;
  var x = to.clientX - from.clientX, y = to.clientY - from.clientY;
  if (Math.abs(x) > 40 && Math.abs(x) > 1.5 * Math.abs(y)) go(at + (x < 0 ? 1 : -1));
}, {passive: true});

/* "#3" is the third slide; −1 if the address names none. */
function asked() {
  var n = /^#(\d{1,4})$/.exec(location.hash);
  return n ? Math.min(slides.length, Math.max(1, n[1])) - 1 : -1;
}

function again() {
  if (!list.contains('all')) arrange(slides[at]);
}

window.addEventListener('hashchange', function () { if (asked() >= 0) go(asked()); });
window.addEventListener('resize', again);
window.addEventListener('load', again);
window.addEventListener('beforeprint', function () { list.add('paper'); slides.forEach(arrange); });
window.addEventListener('afterprint', function () { list.remove('paper'); again(); });

list.add('show');
at = Math.max(0, asked());
all(false);
})();
