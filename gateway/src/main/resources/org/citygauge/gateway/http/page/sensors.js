// From a number to what is behind it: the sensors of an indicator with their shares, and the readings of each.

/** The part of the details that unfolds; `page` lends its ways of asking and writing. */
export function sensorPart(detail, page) {
  const { element } = page;
  const path = `/api/v1/indicators/${encodeURIComponent(detail.number)}/sensors?year=${detail.year}`;
  const section = element('div', { class: 'sensors', 'data-number': detail.number });
  const heads = [['Sensor'], ['Asset'], ['Part of'], ['Share', 'n'], ['Readings', 'n'], ['Complete', 'n']];
  const list = longList(page, { path, heads, name: 'Sensors', row: (share) => sensorRow(share, page),
    invitation: `Show the sensors behind it (${detail.sensors.bound})`, more: 'Show more sensors' });
  section.append(list, download(page, path, `indicator-${detail.number}-sensors-${detail.year}.csv`));
  return section;
}

/** A table that grows part by part, as the API gives them. */
function longList(page, { path, heads, name, row, invitation, more }) {
  const { element, setText, ask } = page;
  const button = element('button', { type: 'button', class: 'more' }, invitation);
  const holder = element('div', {}, button);
  let next = '';
  button.addEventListener('click', async () => {
    button.disabled = true;
    try {
      const response = await ask(`${path}&limit=100${next ? `&next=${next}` : ''}`);
      const items = await response.json();
      if (!response.ok) throw new Error(items.detail);
      next = response.headers.get('X-Next') ?? '';
      if (!holder.querySelector('tbody')) holder.prepend(table(element, heads, name));
      holder.querySelector('tbody').append(...items.flatMap(row));
      setText(button, more);
      button.hidden = !next;
    } catch (failure) {
      setText(button, `${failure.message} Try again`);
    }
    button.disabled = false;
  });
  return holder;
}

function table(element, heads, name) {
  const head = element('tr', {}, ...heads.map(([text, kind]) => element('th', kind ? { class: kind } : {}, text)));
  return element('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': name },
    element('table', {}, element('thead', {}, head), element('tbody')));
}

/** Two rows: the sensor, and below it the place for its readings. */
function sensorRow(share, page) {
  const { element, shortNumber, fullNumber, percent, unitText } = page;
  const gives = share.share === null ? '–' : `${shortNumber(share.share)} ${unitText(share.shareUnit)}`;
  const open = element('button', { type: 'button', class: 'open', 'aria-expanded': 'false', title: `Readings of ${share.sensor}` },
    fullNumber(share.count));
  const row = element('tr', {}, ...[share.sensor, share.asset, share.role].map((text) => element('td', {}, text)),
    element('td', { class: 'n' }, gives), element('td', { class: 'n' }, open),
    element('td', { class: 'n' }, typeof share.completeness === 'number' ? percent(share.completeness) : '–'));
  const below = element('tr', { class: 'below', hidden: '' }, element('td', { colspan: '6' }));
  open.addEventListener('click', () => {
    below.hidden = !below.hidden;
    open.setAttribute('aria-expanded', String(!below.hidden));
    const cell = below.firstChild;
    if (!cell.hasChildNodes()) {
      const list = readings(share, page);
      cell.append(list, download(page, share.readings, `readings-${share.sensor}.csv`));
      list.querySelector('button').click();
    }
  });
  return [row, below];
}

function readings(share, page) {
  const { element, fullNumber, unitText, time } = page;
  const heads = [['Time'], ['Value', 'n'], ['Unit'], ['To know']];
  return longList(page, { path: share.readings, heads, name: `Readings of ${share.sensor}`,
    invitation: 'Show the readings', more: 'Show more readings',
    row: (reading) => [element('tr', {}, element('td', {}, time(reading.time)),
      element('td', { class: 'n' }, fullNumber(reading.value)),
      element('td', {}, unitText(reading.unit || share.unit)), element('td', {}, reading.flags.join(', ')))] });
}

/** A token cannot go with a plain link, so the file is fetched first. */
function download({ element, setText, ask }, path, name) {
  const button = element('button', { type: 'button', class: 'file' }, 'All of them as CSV');
  button.addEventListener('click', async () => {
    try {
      const response = await ask(`${path}&format=csv`);
      if (!response.ok) throw new Error((await response.json()).detail);
      const link = element('a', { href: URL.createObjectURL(await response.blob()), download: name });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    } catch (failure) {
      setText(button, `${failure.message} Try again`);
    }
  });
  return button;
}
