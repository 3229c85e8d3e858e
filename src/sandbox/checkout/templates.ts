// The markup of the checkout page. Values are escaped by eta; there is no script, and style comes from its own route.
// Scripts may press the buttons by id: `pay` and `decline`, both named `decision`.
import { Eta } from 'eta';
import type { PageModel } from './page-model';

/** Where the style sheet stands. */
export const STYLE_PATH = '/checkout/style.css';

const LAYOUT_START = (title: string) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${STYLE_PATH}">
</head>
<body>
<p class="ribbon"><strong>Sandbox.</strong> No real card, no real money.</p>
<main>`;

const LAYOUT_END = `</main>
<footer>A sandbox of Front Payment's reservations</footer>
</body>
</html>`;

const NOTICE = `<% if (it.notice) { %>
<div class="notice <%= it.notice.tone %>" id="notice" role="status">
<h2><%= it.notice.title %></h2>
<p><%= it.notice.text %></p>
</div>
<% } %>`;

const ORDER = `<table>
<caption class="quiet">Your order</caption>
<thead><tr><th scope="col">Item</th><th scope="col" class="number tax">Tax</th><th scope="col" class="number">Amount</th></tr></thead>
<tbody>
<% for (const line of it.lines) { %>
<tr><th scope="row"><%= line.name %></th><td class="number tax"><%= line.tax %></td><td class="number"><%= line.amount %></td></tr>
<% } %>
</tbody>
<tfoot>
<tr class="included"><th scope="row" colspan="2">Tax included</th><td class="number"><%= it.taxAmount %></td></tr>
<tr class="total"><th scope="row" colspan="2">Total</th><td class="number" id="total"><%= it.total %></td></tr>
</tfoot>
</table>`;

const BUTTONS = `<% if (it.canPay) { %>
<form method="post" action="<%= it.action %>" id="checkout">
<p class="terms">Pay with <%= it.method %> before <%= it.payBefore %>. The amount is only reserved now;
<%= it.merchant %> takes it later.</p>
<button type="submit" name="decision" value="pay" id="pay" class="primary">Pay <%= it.total %></button>
<button type="submit" name="decision" value="decline" id="decline">Decline</button>
</form>
<% } %>`;

const CHECKOUT = `${LAYOUT_START('<%= it.merchant %>: <%= it.notice ? it.notice.title : "pay your order" %>')}
<header>
<p class="merchant"><%= it.merchant %></p>
<h1><%= it.canPay ? "Pay your order" : "Your order" %></h1>
<p class="quiet">For <%= it.customerName %><% if (it.referenceNo) { %> · reference <%= it.referenceNo %><% } %></p>
</header>
${NOTICE}
${ORDER}
${BUTTONS}
<p class="quiet small">Reservation <span id="reservation"><%= it.reservationUuid %></span></p>
${LAYOUT_END}`;

const MISSING = `${LAYOUT_START('Payment link not found')}
<header><h1>Payment link not found</h1></header>
<div class="notice bad" id="notice" role="status">
<p>There is no order behind this address. Check the link you were sent.</p>
</div>
${LAYOUT_END}`;

const eta = new Eta({ autoEscape: true, cache: true });
eta.loadTemplate('@checkout', CHECKOUT);
eta.loadTemplate('@missing', MISSING);

/** The checkout page as HTML. */
export function renderCheckout(model: PageModel): string {
  return eta.render('@checkout', model);
}

/** The page for an address behind which there is nothing. */
export function renderMissing(): string {
  return eta.render('@missing', {});
}
