// What is more comfortable with scripts; every page does all that it does without.
import { initAll } from 'DESIGN_SYSTEM';

document.body.classList.add('js-enabled', 'govuk-frontend-supported');
initAll();

// A file may be dropped where one is chosen.
for (const zone of document.querySelectorAll('.ledger-drop')) {
  const input = zone.querySelector('input[type=file]');
  const mark = (isOver) => zone.classList.toggle('ledger-drop--over', isOver);
  zone.addEventListener('dragover', (event) => {
    event.preventDefault();
    mark(true);
  });
  zone.addEventListener('dragleave', () => mark(false));
  zone.addEventListener('drop', (event) => {
    event.preventDefault();
    mark(false);
    if (event.dataTransfer.files.length > 0) input.files = event.dataTransfer.files;
  });
}

// Work in the background is followed where it stands: the page is loaded again once it is over.
const progress = document.querySelector('[data-follow-seconds]');
if (progress) {
  const pause = Number(progress.dataset.followSeconds) * 1000;
  const follow = async () => {
    // A service that is gone for a moment is asked again.
    const answer = await fetch(location.href).catch(() => undefined);
    if (answer?.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const now = page.querySelector('[data-follow-seconds]');
      if (!now) return location.reload();
      progress.replaceChildren(...now.childNodes);
    }
    setTimeout(follow, pause);
  };
  setTimeout(follow, pause);
}

// Tables are sorted by the column that is pressed, the other way when pressed again. The total stays.
const amountOf = (text) => Number.parseFloat(text.replace('−', '-').replaceAll(/[£,%\s]/g, ''));
const dayOf = (text) =>
  /^(\d{1,2} )?[A-Z][a-z]+ \d{4}$/.test(text)
    ? Date.parse(text.replace(/^[A-Z]/, '1 $&'))
    : Number.NaN;
const shownValue = (cell, isNumeric) => {
  const text = cell.textContent.trim();
  return isNumeric ? amountOf(text) : dayOf(text);
};

function sortBy(table, heading, isDown) {
  const at = [...heading.parentElement.children].indexOf(heading);
  const isNumeric = heading.classList.contains('n');
  const rows = [...table.tBodies[0].rows].map((row) => {
    const value = shownValue(row.cells[at], isNumeric);
    return { row, value, text: row.cells[at].textContent.trim() };
  });
  const sign = isDown ? -1 : 1;
  rows.sort((a, b) => {
    // What has no figure comes last, whichever way.
    if (Number.isNaN(a.value) !== Number.isNaN(b.value)) return Number.isNaN(a.value) ? 1 : -1;
    const order = Number.isNaN(a.value) ? a.text.localeCompare(b.text) : a.value - b.value;
    return sign * order;
  });
  table.tBodies[0].append(...rows.map(({ row }) => row));
  for (const other of heading.parentElement.children) other.removeAttribute('aria-sort');
  heading.setAttribute('aria-sort', isDown ? 'descending' : 'ascending');
}

for (const table of document.querySelectorAll('.ledger-figures')) {
  if ((table.tBodies[0]?.rows.length ?? 0) < 2) continue;
  for (const heading of table.tHead.rows[0].cells) {
    if (heading.textContent.trim() === '') continue;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'ledger-sort';
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener('click', () => {
      const isUp = heading.getAttribute('aria-sort') === 'ascending';
      // Figures begin with the greatest, names with A.
      const isFirst = !heading.hasAttribute('aria-sort');
      sortBy(table, heading, isFirst ? heading.classList.contains('n') : isUp);
    });
  }
}
