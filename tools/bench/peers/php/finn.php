<?php
// SPDX-License-Identifier: EUPL-1.2
// The catalogue page as one writes it in PHP: PDO, a template with htmlspecialchars().
declare(strict_types=1);

const PAGE = 24;
const PRICES = [0, 50, 100, 250, 500];

$db = new PDO('sqlite:' . $_SERVER['DATABASE'], null, null, [
    PDO::ATTR_PERSISTENT => true,
    PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION,
    PDO::ATTR_DEFAULT_FETCH_MODE => PDO::FETCH_ASSOC,
]);
$db->exec('PRAGMA mmap_size = 1073741824');

function ask(PDO $db, string $sql, array $values): array
{
    $statement = $db->prepare($sql);
    $statement->execute($values);
    return $statement->fetchAll();
}

function h(mixed $text): string
{
    return htmlspecialchars((string)$text, ENT_QUOTES);
}

function icon(string $name): string
{
    return '<svg class="ob-icon" aria-hidden="true" focusable="false"><use href="/a/icons.svg#' . $name . '"/></svg>';
}

function kroner(int $ore): string
{
    return number_format($ore / 100, 0, ',', ' ') . ' kr';
}

function size_name(string $key): string
{
    return str_replace('-', '/', preg_replace('/^[a-z]+-?/', '', $key));
}

function finn(array $chosen): string
{
    return h('/finn?' . http_build_query(array_filter($chosen, fn($v) => $v !== null && $v !== '')));
}

$kategori = (int)($_GET['kategori'] ?? 0);
$storrelse = (string)($_GET['storrelse'] ?? '');
$today = intdiv(time(), 86400);
$centre = ask($db, 'SELECT centre_id, name, address FROM centre ORDER BY centre_id LIMIT 1', [])[0];
$id = $centre['centre_id'];
$category = ask($db, 'SELECT id, parent_id, name_nb FROM category WHERE centre_id = ? AND id = ?', [$id, $kategori]);
$title = $category[0]['name_nb'] ?? 'Finn ting';
$cards = ask($db, 'SELECT l.seq, l.code, l.title, l.size_key, l.price_ore, l.before_ore, l.count_left, l.held, l.photo_hash,
        l.published_day, t.name AS shop
   FROM listing_browse b
   JOIN listing l ON l.centre_id = b.centre_id AND l.id = b.listing_id
   JOIN tenant t ON t.centre_id = l.centre_id AND t.id = l.tenant_id
  WHERE b.centre_id = ? AND b.category_id = ? AND b.size_key = ?
  ORDER BY b.seq DESC LIMIT ' . (PAGE + 1), [$id, $kategori, $storrelse]);
$more = count($cards) > PAGE;
$cards = array_slice($cards, 0, PAGE);
$total = ask($db, 'SELECT listings FROM listing_browse_count WHERE centre_id = ? AND category_id = ? AND size_key = ?',
    [$id, $kategori, $storrelse])[0]['listings'] ?? 0;
$sizes = array_filter(ask($db, "SELECT size_key, listings FROM listing_browse_count
  WHERE centre_id = ? AND category_id = ? AND size_key <> '' AND listings > 0", [$id, $kategori]),
    fn($s) => preg_match('/^h\d+$/', $s['size_key']));
usort($sizes, fn($a, $b) => (int)size_name($a['size_key']) <=> (int)size_name($b['size_key']));
$children = ask($db, 'SELECT c.id, c.name_nb, n.listings
   FROM listing_browse_count n
   JOIN category c ON c.centre_id = n.centre_id AND c.id = n.category_id
  WHERE n.centre_id = ? AND n.size_key = ? AND n.listings > 0 AND c.parent_id = ? ORDER BY c.id',
    [$id, $storrelse, $kategori]);
$path = finn(['kategori' => $kategori, 'storrelse' => $storrelse]);
header('Content-Type: text/html; charset=utf-8');
?>
<!doctype html><html lang="nb" data-color-scheme="auto">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title><?= h($title) ?> – <?= h($centre['name']) ?></title>
<link rel="alternate" hreflang="nn" href="/nn<?= $path ?>"><link rel="alternate" hreflang="en" href="/en<?= $path ?>">
<link rel="icon" href="/a/mark.svg" type="image/svg+xml">
<link rel="stylesheet" href="/a/app.css">
<script type="module" src="/a/app.js"></script>
</head>
<body class="ob-has-bar" data-size="md">
<a class="ob-skip" href="#main">Hopp til innholdet</a>
<header class="ob-header"><div class="ob-wrap">
<a class="ob-brand" href="/"><?= icon('mark') ?><span><?= h($centre['name']) ?></span></a>
<nav class="ob-topnav" aria-label="Hovedmeny"><a href="/finn" aria-current="page">Finn ting</a><a href="/butikker">Butikkene</a><a href="/finn-fram">Finn fram</a></nav>
<div class="ob-header-end"><span class="ob-open ob-open--now">Åpent til 19</span><a class="ob-wide" href="/en<?= $path ?>" lang="en"><?= icon('language') ?>English</a></div>
</div></header>
<main id="main" tabindex="-1"><div class="ob-wrap">
<div class="ob-page ob-page--tight" id="found"><div class="ob-stack">
<h1><?= h($title) ?></h1>
<form class="ob-search" action="/finn" method="get" role="search"><input type="hidden" name="kategori" value="<?= $kategori ?>"><input type="hidden" name="storrelse" value="<?= h($storrelse) ?>">
<label class="ds-sr-only" for="f-ord">Søk i alle butikkene</label><input id="f-ord" name="ord" type="search" maxlength="100" value="" placeholder="Parkdress, sykkel, lampe …"><button type="submit" aria-label="Søk"><?= icon('search') ?></button></form>
<div class="ob-chips ob-chips--scroll"><a class="ob-chip" href="<?= finn(['storrelse' => $storrelse]) ?>" aria-current="true"><?= h($title) ?><?= icon('x') ?></a><a class="ob-chip" href="<?= finn(['kategori' => $kategori]) ?>" aria-current="true">Str. <?= h(size_name($storrelse)) ?><?= icon('x') ?></a>
<?php foreach (PRICES as $pris): ?><a class="ob-chip ob-small-screen" href="<?= finn(['kategori' => $kategori, 'storrelse' => $storrelse, 'pris' => $pris]) ?>" rel="nofollow"><?= $pris === 0 ? 'Gratis' : "Opptil $pris kr" ?></a><?php endforeach ?></div>
<dialog class="ob-dialog" id="child-dialog"><form class="ob-form" method="dialog"><h2>Hvem er det til?</h2><p class="ob-muted">Lagres bare på denne enheten. Vi ser aldri navnet.</p>
<input class="ds-input" name="name" type="text" maxlength="20" required><select class="ds-input" name="size"><?php foreach ($sizes as $s): ?><option value="<?= h($s['size_key']) ?>"><?= h(size_name($s['size_key'])) ?></option><?php endforeach ?></select><button class="ds-button" type="submit">Legg til barnet</button></form></dialog>
</div>
<div class="ob-list"><div class="ob-filter ob-wide" role="group" aria-label="Filtrer">
<section class="ob-stack"><h2 class="ob-h-small">Størrelse</h2><div class="ob-sizes"><?php foreach ($sizes as $s): $on = $s['size_key'] === $storrelse; ?><a class="ob-chip" href="<?= finn(['kategori' => $kategori, 'storrelse' => $on ? '' : $s['size_key']]) ?>"<?= $on ? ' aria-current="true"' : '' ?> rel="nofollow"><?= h(size_name($s['size_key'])) ?></a><?php endforeach ?></div></section>
<section class="ob-stack"><h2 class="ob-h-small">Slag</h2><div><?php foreach ($children as $c): ?><a class="ob-check" href="<?= finn(['kategori' => $c['id'], 'storrelse' => $storrelse]) ?>"><span class="ob-box"><?= icon('check-heavy') ?></span><span><?= h($c['name_nb']) ?></span><span class="ob-check-count"><?= $c['listings'] ?></span></a><?php endforeach ?></div></section>
<section class="ob-stack"><h2 class="ob-h-small">Pris</h2><div class="ob-chips"><?php foreach (PRICES as $pris): ?><a class="ob-chip" href="<?= finn(['kategori' => $kategori, 'storrelse' => $storrelse, 'pris' => $pris]) ?>" rel="nofollow"><?= $pris === 0 ? 'Gratis' : "Opptil $pris kr" ?></a><?php endforeach ?></div></section>
</div>
<div class="ob-section"><div class="ob-head"><h2 class="ob-count"><?= $total ?> ting</h2><span class="ob-muted ob-small">Nyeste først</span></div>
<div class="ob-goods"><?php foreach ($cards as $i => $l): ?><article class="ob-card">
<div class="ob-card-picture">
<div class="ob-card-frame">
<?php if ($l['photo_hash']): ?><img src="/bilde/<?= h($l['photo_hash']) ?>-400.webp" alt="" width="400" height="500" <?= $i < 4 ? 'fetchpriority="high"' : 'loading="lazy"' ?> decoding="async"><?php else: ?><?= icon('box') ?><?php endif ?>

</div>
<?php if ($l['published_day'] === $today): ?><span class="ob-card-badge">Ny i dag</span><?php endif ?>

<button class="ob-heart ob-js" type="button" data-heart="<?= h($l['code']) ?>" aria-pressed="false" aria-label="Husk <?= h($l['title']) ?>"><?= icon('heart') ?><?= icon('heart-fill') ?></button>
<span class="ob-tag"><?= icon('tag-string') ?><span class="ob-tag-body"><?= $l['held'] > 0 && $l['held'] >= $l['count_left'] ? 'Holdt av' : ($l['price_ore'] === 0 ? 'Gratis' : kroner($l['price_ore'])) ?><?php if ($l['before_ore']): ?><s><?= kroner($l['before_ore']) ?></s><?php endif ?></span></span>
</div>
<h3 class="ob-card-name"><a class="ob-card-link" href="/ting/<?= h($l['code']) ?>"><?= h($l['title']) ?></a></h3>
<p class="ob-card-meta"><?php if ($l['size_key']): ?><span class="ob-size"><?= h(size_name($l['size_key'])) ?></span><?php endif ?><span><?= h($l['shop']) ?></span></p>
</article><?php endforeach ?></div>
<?php if ($more): ?><p class="ob-pages"><a class="ds-button" href="<?= finn(['kategori' => $kategori, 'storrelse' => $storrelse, 'etter' => end($cards)['seq']]) ?>" rel="next">Vis flere</a></p><?php endif ?>

</div></div></div></div></main>
<footer class="ob-footer"><div class="ob-wrap">
<div class="ob-footer-columns">
<div><h2>Besøk</h2><ul class="ob-footer-links"><li><a href="/finn-fram">Veien hit og åpningstider</a></li><li><a href="/butikker">Butikkene</a></li><li><a href="/finn">Finn ting</a></li></ul></div>
<div><h2>Om oss</h2><ul class="ob-footer-links"><li><a href="/resultater">Hva ombruk sparer</a></li><li><a href="/logg-inn">Logg inn</a></li></ul></div>
</div>
<div class="ob-footer-end"><span><?= h($centre['name']) ?> · <?= h($centre['address']) ?></span><a href="/nn<?= $path ?>">Nynorsk</a><a href="/en<?= $path ?>">English</a></div>
</div></footer>
<nav class="ob-bottombar" aria-label="Snarveier"><a href="/finn" aria-current="page"><?= icon('search') ?><span>Finn ting</span></a><a href="/butikker"><?= icon('shops') ?><span>Butikkene</span></a><a href="/finn-fram"><?= icon('location') ?><span>Finn fram</span></a></nav>
</body>
</html>
