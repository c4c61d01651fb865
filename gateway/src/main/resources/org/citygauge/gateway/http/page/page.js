// The page: reads the indicators once, then follows the stream. Nothing here knows more than the public API.

import { sensorPart } from '/sensors.js';

const byId = (id) => document.getElementById(id);
const indicators = new Map(); // number → list item
const rows = new Map(); // number → its parts on the page
const themes = new Map(); // theme number → its parts on the page
let city = { id: '', name: '', zone: 'UTC', currency: '', year: 0, edition: '' };
let shownYear = 0;
let loading = 0; // counts loads, so that an answer that comes too late is dropped
let following = new AbortController();
let opened = '';

// ---- asking the API ----

let token = sessionStorage.getItem('citygauge-token') ?? '';

async function ask(path, options = {}) {
  for (;;) {
    const used = token;
    const headers = { ...options.headers, ...(used ? { Authorization: `Bearer ${used}` } : {}) };
    const response = await fetch(path, { ...options, headers, cache: 'no-store' });
    if (response.status !== 401) {
      return response;
    }
    await newToken(used);
  }
}

async function json(path) {
  const response = await ask(path);
  const body = await response.json();
  if (!response.ok) {
    throw new Error(body.detail ?? `The gateway answered ${response.status}.`);
  }
  return body;
}

let asking = null; // several requests may need a token at once; people are asked once
function newToken(refused) {
  if (token !== refused) {
    return Promise.resolve(); // somebody else asked meanwhile
  }
  asking ??= new Promise((resolve) => {
    byId('ask-wrong').hidden = !refused;
    byId('ask').showModal();
    byId('ask-form').onsubmit = (event) => {
      event.preventDefault();
      token = byId('token').value.trim();
      sessionStorage.setItem('citygauge-token', token);
      byId('ask').close();
      asking = null;
      resolve();
    };
  });
  return asking;
}
byId('ask').addEventListener('cancel', (event) => event.preventDefault()); // nothing to see without one

// ---- words and numbers ----

const FLAGS = {
  yearToDate: 'Year to date: the year is not over.',
  carriedForward: 'Carried forward: a figure of an earlier year is used.',
  overHundredPercent: 'Over 100 %: the part is larger than the whole; check the inputs.',
  overWeight: 'A sensor reported more than its asset can hold.',
  conflictingValues: 'A sensor sent different values for the same instant.',
  receiptTime: 'Some readings came without a time; the time of receipt counts.',
  counterReset: 'A meter started again.',
  glitch: 'A meter fell for a moment; that reading is left out.',
  rollover: 'A meter reached its end and began at zero.',
  outOfRange: 'A value lay outside its expected range.',
  jump: 'A value changed faster than expected.',
  stuck: 'A sensor repeated the same value for long.',
  unitIncompatible: 'Readings in a unit that does not fit are left out.',
};
const SOURCES = { sensor: 'Sensors', register: 'Register', entered: 'Entered' };
const BETTER = { higher: ['↑', 'higher is better'], lower: ['↓', 'lower is better'], neutral: ['', ''] };

function shortNumber(value) {
  const size = Math.abs(value);
  const digits = size >= 1000 ? { maximumFractionDigits: 0 }
    : size >= 100 ? { maximumFractionDigits: 1 }
    : size >= 1 || size === 0 ? { maximumFractionDigits: 2 } : { maximumSignificantDigits: 3 };
  return new Intl.NumberFormat('en', digits).format(value).replaceAll(',', '\u202f');
}
const fullNumber = (value) =>
  new Intl.NumberFormat('en', { maximumSignificantDigits: 15 }).format(value).replaceAll(',', '\u202f');
const percent = (part) => `${Math.floor(part * 1000) / 10} %`.replace('.0 %', ' %');

/** A unit for people: "{space}" → "space", "/100000 population" → "per 100 000 population". */
function unitText(unit) {
  const words = unit.replaceAll('{currency}', city.currency).replaceAll(/[{}]/g, '').replaceAll('_', ' ')
    .replace(/^1\//, '/').replaceAll('m3', 'm³').replaceAll(/m2\b/g, 'm²');
  const grouped = words.replace(/\d{4,}/g, (digits) => shortNumber(Number(digits)));
  return words === '1' ? '' : grouped.startsWith('/') ? `per ${grouped.slice(1)}` : grouped;
}

const time = (instant) => new Intl.DateTimeFormat('en-GB', {
  timeZone: city.zone, day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit',
}).format(new Date(instant));

/** @returns an element with these attributes and children; text is only ever set as text */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === 'class') made.className = value; else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

function bar(part) {
  const inner = element('i');
  inner.style.setProperty('--part', `${part * 100}%`);
  return element('span', { class: 'bar', 'aria-hidden': 'true' }, inner);
}

// ---- the list ----

const themeNumber = (item) => Number(item.number.split('.')[0]);
const hasValue = (item) => item.status === 'computed';
const STATUS = { computed: 'computed', incomplete: 'missing', undefined: 'no value' };

function why(item) {
  if (item.status === 'undefined') return capital(item.reason ?? 'the formula has no value');
  return capital([...new Set(item.missing.map((missing) => missing.reason))].join('; '));
}
/** A sentence's beginning; a file's name stays as it is. */
const capital = (text) => (/^\S*[._]\S/.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1));

function makeRow(number) {
  const parts = {
    row: element('li', { class: 'row', id: `row-${number}` }),
    title: element('span', { class: 'row-title' }),
    why: element('span', { class: 'row-why' }),
    value: element('span', { class: 'row-value' }),
    side: element('span', { class: 'row-side' }),
  };
  const button = element('button', { type: 'button', 'aria-haspopup': 'dialog' },
    element('span', { class: 'row-number' }, number), parts.title, parts.value, parts.side, parts.why);
  button.addEventListener('click', () => { location.hash = number; });
  parts.row.addEventListener('animationend', () => parts.row.classList.remove('changed'));
  parts.row.append(button);
  return parts;
}

function valueNodes(item) {
  if (!hasValue(item)) return [element('span', { class: 'chip' }, STATUS[item.status])];
  const [arrow, words] = BETTER[item.better] ?? BETTER.neutral;
  const unit = unitText(item.unit);
  const tight = unit.length <= 3;
  const better = element('span', { class: 'better', title: words },
    element('span', { 'aria-hidden': 'true' }, arrow), element('span', { class: 'sr-only' }, words));
  const unitNode = element('span', { class: tight ? 'unit tight' : 'unit' }, `${tight ? '\u202f' : ' '}${unit}`);
  return [element('b', {}, shortNumber(item.value)), ...(tight ? [unitNode, better] : [better, unitNode])];
}

function sideNodes(item) {
  const nodes = [];
  if (item.completeness !== null) {
    nodes.push(`${percent(item.completeness)} complete`, bar(item.completeness));
  }
  if (item.sensors.bound > 0) {
    nodes.push(element('span', {}, `${item.sensors.live} of ${item.sensors.bound} live`));
  }
  return nodes;
}

function render(item) {
  const parts = rows.get(item.number);
  parts.row.dataset.status = item.status;
  setText(parts.title, item.title);
  parts.value.replaceChildren(...valueNodes(item));
  parts.side.replaceChildren(...sideNodes(item));
  setText(parts.why, hasValue(item) ? '' : why(item));
  parts.why.hidden = hasValue(item);
}

function build(items) {
  const container = byId('indicators');
  const places = byId('themes');
  container.replaceChildren();
  places.replaceChildren();
  for (const map of [indicators, rows, themes]) map.clear();
  for (const item of items) {
    if (!themes.has(themeNumber(item))) addTheme(item, container, places);
    indicators.set(item.number, item);
    rows.set(item.number, makeRow(item.number));
    themes.get(themeNumber(item)).list.append(rows.get(item.number).row);
    render(item);
  }
  summarize();
  sift();
}

function addTheme(item, container, places) {
  const number = themeNumber(item);
  const theme = {
    section: element('section', { class: 'theme', id: `theme-${number}`, 'aria-labelledby': `theme-title-${number}` }),
    list: element('ul'), count: element('span', { class: 'theme-count' }),
    linkCount: element('span', { class: 'theme-count' }), bar: bar(0),
  };
  theme.section.append(element('h2', { id: `theme-title-${number}` },
    element('span', { class: 'theme-number' }, String(number)), element('span', {}, item.theme), theme.count), theme.list);
  container.append(theme.section);
  const link = element('a', { href: `#theme-${number}`, title: item.theme },
    element('span', { class: 'theme-name' }, item.theme), theme.linkCount, theme.bar);
  places.append(element('li', {}, link));
  themes.set(number, theme);
}

function summarize() {
  const all = [...indicators.values()];
  const counted = all.filter(hasValue).length;
  setText(byId('counted'), String(counted));
  setText(byId('total'), String(all.length));
  byId('ring').setAttribute('stroke-dasharray', `${all.length ? (counted / all.length) * 100 : 0} 100`);
  const missing = all.length - counted;
  setText(byId('headline'), all.length === 0 ? 'There are no indicators in this catalogue.'
    : missing === 0 ? `Every indicator has a value for ${shownYear}.`
    : `${missing} ${missing === 1 ? 'indicator has' : 'indicators have'} no value for ${shownYear} yet; each says what it lacks.`);
  for (const [number, theme] of themes) {
    const own = all.filter((item) => themeNumber(item) === number);
    const done = own.filter(hasValue).length;
    setText(theme.count, `${done} of ${own.length} with a value`);
    setText(theme.linkCount, `${done}/${own.length}`);
    theme.bar.firstChild.style.setProperty('--part', `${(done / own.length) * 100}%`);
  }
}

function sift() {
  const words = byId('find').value.toLowerCase().split(/\s+/).filter(Boolean);
  const show = new FormData(byId('tools')).get('show');
  let shown = 0;
  for (const item of indicators.values()) {
    const text = `${item.number} ${item.theme} ${item.title} ${hasValue(item) ? '' : why(item)}`.toLowerCase();
    const visible = words.every((word) => text.includes(word)) && (show === 'all' || hasValue(item) === (show === 'computed'));
    rows.get(item.number).row.hidden = !visible;
    shown += visible ? 1 : 0;
  }
  for (const theme of themes.values()) {
    theme.section.hidden = ![...theme.list.children].some((row) => !row.hidden);
  }
  setText(byId('shown'), shown === indicators.size ? '' : `${shown} of ${indicators.size} shown`);
  byId('nothing').hidden = shown > 0 || indicators.size === 0;
}

// ---- one indicator ----

async function openDetail(number) {
  const item = indicators.get(number);
  if (!item) return;
  opened = number;
  setText(byId('detail-theme'), `${item.number} · ${item.theme}`);
  setText(byId('detail-title'), item.title);
  byId('detail-body').replaceChildren(element('p', { class: 'detail-value' }, 'Reading…'));
  if (!byId('detail').open) byId('detail').showModal();
  byId('detail-title').focus();
  await refreshDetail();
}

async function refreshDetail() {
  const number = opened;
  const year = shownYear;
  try {
    const detail = await json(`/api/v1/indicators/${encodeURIComponent(number)}?year=${year}`);
    if (opened === number && shownYear === year) showDetail(detail);
  } catch (failure) {
    if (opened === number) byId('detail-body').replaceChildren(element('p', { class: 'trouble' }, failure.message));
  }
}

function showDetail(detail) {
  const [, better] = BETTER[detail.better] ?? BETTER.neutral;
  const nodes = [
    hasValue(detail)
      ? element('p', { class: 'detail-value' }, element('b', {}, shortNumber(detail.value)),
        [unitText(detail.unit), better && `(${better})`, `in ${detail.year}`].filter(Boolean).join(' '))
      : element('p', { class: 'detail-value' }, element('span', { class: 'chip', 'data-status': detail.status }, STATUS[detail.status]),
        ` ${why(detail)}`),
    element('h3', {}, 'How it is made'), element('p', { class: 'formula' }, detail.formula),
    element('h3', {}, 'From these two numbers'), element('div', { class: 'fraction' }, ...detail.sources.map(part)),
  ];
  if (detail.flags.length > 0) {
    nodes.push(element('h3', {}, 'To know about this value'), element('ul', { class: 'flags' },
      ...detail.flags.map((flag) => element('li', {}, FLAGS[flag] ?? flag))));
  }
  if (detail.notes) nodes.push(element('h3', {}, 'Note'), element('p', {}, detail.notes));
  if (detail.sensors.bound > 0) nodes.push(sensorPart(detail, { ask, element, setText, shortNumber, fullNumber, percent, unitText, time }));
  nodes.push(element('h3', {}, 'As of'), element('p', {}, time(detail.asOf)));
  const sensorsBefore = byId('detail-body').querySelector('.sensors');
  if (sensorsBefore?.dataset.number === detail.number && detail.sensors.bound > 0) {
    nodes[nodes.findIndex((node) => node.className === 'sensors')] = sensorsBefore; // keep what was unfolded
  }
  byId('detail-body').replaceChildren(...nodes);
}

function part(source) {
  const lines = [element('h4', {}, `${capital(source.role)}: ${source.title}`)];
  lines.push(source.value === null
    ? element('p', { class: 'lack' }, capital(source.missing ?? 'not reported yet'))
    : element('p', { class: 'amount' }, fullNumber(source.value), ' ', element('small', {}, unitText(source.unit))));
  const origin = [SOURCES[source.source] ?? source.source, source.detail].filter(Boolean).join(': ');
  lines.push(element('p', {}, origin));
  if (source.carriedFrom !== null) lines.push(element('p', { class: 'quiet' }, `Figure of ${source.carriedFrom}`));
  if (source.sensors.bound > 0) {
    lines.push(element('p', { class: 'quiet' }, `${source.sensors.live} of ${source.sensors.bound} sensors live, `
      + `${source.sensors.neverReported} never reported`));
  }
  if (source.completeness !== null) lines.push(element('p', { class: 'quiet' }, `${percent(source.completeness)} complete`));
  return element('section', { class: 'part' }, ...lines);
}

function closeDetail() {
  const number = opened;
  opened = '';
  if (byId('detail').open) byId('detail').close();
  if (location.hash.slice(1) === number) {
    history.replaceState(null, '', location.pathname + location.search);
  }
  rows.get(number)?.row.querySelector('button').focus();
}

function followHash() {
  const number = decodeURIComponent(location.hash.slice(1));
  if (indicators.has(number)) openDetail(number);
}

// ---- the stream ----

function say(state, words) {
  byId('live').dataset.state = state;
  setText(byId('live'), words);
}

/** Follows the stream until it is told to stop; comes back after interruptions, and then hears what it missed. */
async function follow(signal) {
  let lastId = '';
  for (let failures = 0; !signal.aborted; failures++) {
    try {
      const response = await ask('/api/v1/indicators/stream', { signal, headers: lastId ? { 'Last-Event-ID': lastId } : {} });
      if (response.ok) {
        say('live', 'live');
        for await (const event of events(response.body)) {
          failures = 0;
          lastId = event.id || lastId;
          if (event.name === 'indicator') heard(JSON.parse(event.data), signal);
        }
      }
    } catch (broken) {
      if (signal.aborted) return;
    }
    say('waiting', 'reconnecting');
    const pause = Math.min(30000, 1000 * 2 ** Math.min(failures, 5)) * (0.5 + Math.random() / 2);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split('\n\n');
    rest = blocks.pop();
    for (const block of blocks) {
      const event = { id: '', name: '', data: '' };
      for (const line of block.split('\n')) {
        const colon = line.indexOf(': ');
        if (colon <= 0) continue; // a comment that only keeps the line open
        const key = line.slice(0, colon);
        if (key === 'id') event.id = line.slice(colon + 2);
        if (key === 'event') event.name = line.slice(colon + 2);
        if (key === 'data') event.data += line.slice(colon + 2);
      }
      if (event.name) yield event;
    }
  }
}

function heard(item, signal) {
  if (signal.aborted) return;
  if (item.year !== shownYear || !indicators.has(item.number)) {
    start(); // a new year has begun, or the catalogue is another
    return;
  }
  const before = indicators.get(item.number);
  const news = ['status', 'value', 'completeness', 'missing', 'sensors', 'reason', 'flags']
    .some((key) => JSON.stringify(before[key]) !== JSON.stringify(item[key]));
  if (item.asOf > byId('as-of').dataset.instant) showAsOf(item.asOf);
  if (!news) return;
  indicators.set(item.number, item);
  render(item);
  summarize();
  sift();
  const { row } = rows.get(item.number);
  row.classList.remove('changed');
  requestAnimationFrame(() => row.classList.add('changed'));
  if (opened === item.number) refreshDetail();
}

// ---- beginning ----

function showAsOf(instant) {
  byId('as-of').dataset.instant = instant;
  setText(byId('as-of'), `as of ${time(instant)}`);
}

function offerYears() {
  const select = byId('year');
  const years = new Set(Array.from({ length: 10 }, (_, back) => city.year - back));
  years.add(shownYear);
  select.replaceChildren(...[...years].sort((a, b) => b - a).map((year) => element('option', { value: year }, String(year))));
  select.value = String(shownYear);
}

async function showLadder(year, load) {
  try {
    const standing = await json(`/api/v1/certification?year=${year}`);
    if (load !== loading) return;
    setText(byId('ladder'), `Certification level: ${standing.ladder}. Also needed: ${standing.prerequisite}.`);
  } catch {
    setText(byId('ladder'), ''); // the indicators matter more
  }
}

async function start() {
  const load = ++loading;
  following.abort();
  following = new AbortController();
  try {
    city = await json('/api/v1/city');
    const wanted = Number(new URLSearchParams(location.search).get('year')) || city.year;
    const list = await json(`/api/v1/indicators?year=${wanted}`);
    if (load !== loading) return;
    shownYear = list.year;
    document.title = `${city.name}: ${city.edition} indicators ${shownYear}`;
    setText(byId('city'), city.name);
    setText(byId('edition'), `${city.edition} · Indicators for smart cities`);
    offerYears();
    showAsOf(list.asOf);
    build(list.indicators);
    byId('trouble').hidden = true;
    byId('raw').hidden = token !== ''; // a plain link cannot bring a token along
    showLadder(shownYear, load);
    if (shownYear === city.year) {
      say('waiting', 'connecting');
      follow(following.signal);
    } else {
      say('still', `year ${shownYear}`);
    }
    if (!opened) followHash();
  } catch (failure) {
    if (load !== loading) return;
    byId('trouble').hidden = false;
    setText(byId('trouble'), `The indicators could not be read. ${failure.message}`);
    say('waiting', 'no connection');
    setTimeout(() => { if (load === loading) start(); }, 5000);
  }
}

byId('year').addEventListener('change', () => {
  history.pushState(null, '', Number(byId('year').value) === city.year ? '/' : `/?year=${byId('year').value}`);
  start();
});
byId('tools').addEventListener('submit', (event) => event.preventDefault());
byId('tools').addEventListener('input', sift);
byId('clear').addEventListener('click', () => { byId('tools').reset(); sift(); byId('find').focus(); });
byId('detail-close').addEventListener('click', closeDetail);
byId('detail').addEventListener('cancel', (event) => { event.preventDefault(); closeDetail(); });
byId('detail').addEventListener('click', (event) => { if (event.target === byId('detail')) closeDetail(); });
addEventListener('hashchange', followHash);
addEventListener('popstate', () => {
  const wanted = Number(new URLSearchParams(location.search).get('year')) || city.year;
  if (wanted !== shownYear) start();
});
start();
