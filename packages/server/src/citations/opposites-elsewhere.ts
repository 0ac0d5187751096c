/**
 * Opposites in languages other than English: a line for each pair and language, each side in the forms in which texts have it. Where a form is not listed the word is
 * only one that the source does not have. `a(b|c)` stands for `ab` and `ac`.
 */
export const OPPOSITES_ELSEWHERE = `
  erlaubt gestattet zugelassen Erlaubnis | verboten untersagt Verbot
  gewann gewannen gewonnen gewinnt Sieg siegte | verlor verloren verlieren verliert Niederlage unterlag
  geöffnet offen öffnet öffnete eröffnet | geschlossen schließt schloss
  begann begonnen beginnt | endete geendet endet beendet
  Gewinn Überschuss | Verlust Defizit
  männlich männliche Männer Jungen | weiblich weibliche Frauen Mädchen
  lebendig lebend überlebte überlebten überlebt | tot tote starb starben gestorben
  Einfuhr Einfuhren Import Importe importiert | Ausfuhr Ausfuhren Export Exporte exportiert
  stimmte zugestimmt angenommen genehmigt | lehnte abgelehnt verworfen
  kaufte gekauft kauft | verkaufte verkauft
  größer größte größten höher höchste | kleiner kleinste kleinsten niedriger niedrigste

  abiert(o|a|os|as) abr(e|en|ió|ieron) | cerrad(o|a|os|as) cierr(a|an) cerr(ó|aron)
  permit(e|en|ido|ida|ió) autoriz(a|ado|ada|ó) | prohib(e|en|ido|ida|ió)
  gan(a|an|ó|aron|ado) victoria(|s) venc(e|ió) | perd(ió|ieron|ido) pierd(e|en) derrota(|s)
  ganancia(|s) beneficio(|s) superávit | pérdida(|s) déficit
  exportaci(ón|ones) export(a|an|ó|aron) | importaci(ón|ones) import(a|an|ó|aron)
  comenz(ó|aron|ado) empez(ó|aron|ado) comienza empieza | termin(ó|aron|ado|a) acab(ó|aron|ado) finaliz(ó|aron|ado)
  hombre(|s) varon(|es) masculin(o|a) niño(|s) | mujer(|es) femenin(o|a) niña(|s)
  viv(o|a|os|as) sobreviv(ió|ieron|e) | muert(o|a|os|as) mur(ió|ieron) falleci(ó|eron|do)
  aprob(ó|aron|ado|ada) acept(ó|aron|ado|ada) | rechaz(ó|aron|ado|ada)
  compr(a|ó|aron|ado) | vend(e|ió|ieron|ido)

  ouvert(|e|s|es) ouvr(e|ent|it) | fermé(|e|s|es) ferm(e|ent|a)
  permi(s|se|ses) autorisé(|e|s|es) autorise | interdi(t|te|ts|tes)
  gagn(e|é|a|ent) remport(e|é|a) victoire(|s) | perd(|u|ue|it|ent) défaite(|s)
  bénéfice(|s) excédent | perte(|s) déficit
  exportation(|s) export(e|é) | importation(|s) import(e|é)
  commenc(e|é|a|ent) début(e|é|a) | termin(e|é|a|ent) fini(|t)
  homme(|s) masculin garçon(|s) | femme(|s) féminin fille(|s)
  vivant(|e|s|es) surv(écu|it|ivent) | mort(|e|s|es) meur(t|ent) mourut décéd(é|ée)
  approuv(e|é|ée|a) accept(e|é|ée|a) | rejet(é|ée|te|a) refus(e|é|ée|a)
  achet(é|ée|a) achète | vend(|u|ue|it)

  apert(o|a|i|e) apr(e|ono|ì) | chius(o|a|i|e) chiud(e|ono)
  permess(o|a|i|e) consentit(o|a|i|e) autorizzat(o|a) | vietat(o|a|i|e) proibit(o|a|i|e)
  vinto vince vinse vittoria vittorie | perso perde perse sconfitta sconfitte
  esportazion(e|i) | importazion(e|i)
  cominciat(o|a) iniziat(o|a) inizia iniziò | finit(o|a) terminat(o|a) termina terminò
  approvat(o|a|i|e) approvò accettat(o|a) | respint(o|a|i|e) respinse rifiutat(o|a)
  uomini maschi maschile | donne femmine femminile

  abert(o|a|os|as) abr(e|em|iu) | fechad(o|a|os|as) fech(a|am|ou)
  permitid(o|a|os|as) permite autorizad(o|a) | proibid(o|a|os|as) proíbe
  ganh(a|ou|aram|o) venc(eu|eram|ido) vitória(|s) | perd(e|eu|eram|ido) derrota(|s)
  exportaç(ão|ões) | importaç(ão|ões)
  aprov(ou|aram|ado|ada) aceit(ou|o) | rejeit(ou|aram|ado|ada)
  começ(ou|aram|a) | termin(ou|aram|a) acab(ou|aram)
  homens masculino meninos | mulheres feminino meninas

  toegestaan toegelaten mogen | verboden
  gewonnen won wonnen winst | verloren verloor verlies
  open geopend opende | gesloten dicht sloot
  invoer | uitvoer
  goedgekeurd aanvaard | afgewezen verworpen
  begon begonnen | eindigde geëindigd
  mannen jongens | vrouwen meisjes

  открыт(|а|о|ы) открыл(|а|и|ся|ась|ось|ись) | закрыт(|а|о|ы) закрыл(|а|и|ся|ась|ось|ись)
  разрешен(|а|о|ы) разрешено разрешил(|а|и) | запрещен(|а|о|ы) запретил(|а|и)
  выиграл(|а|и) победил(|а|и) победа победу | проиграл(|а|и) поражение
  экспорт экспорта | импорт импорта
  начал(ся|ась|ось|ись) | закончил(ся|ась|ось|ись) завершил(ся|ась|ось|ись)
  одобрил(|а|и) утвердил(|а|и) принял(|а|и) | отклонил(|а|и) отверг отвергл(а|и)
  мужчин(|ы|а) мальчик(|и|ов) | женщин(|ы|а) девочк(а|и) девочек
  купил(|а|и) | продал(|а|и)
  прибыль прибыли | убыток убытки

  مفتوح مفتوحة فتح فتحت افتتح | مغلق مغلقة أغلق أغلقت
  مسموح سمح سمحت يسمح | ممنوع ممنوعة منع منعت محظور يحظر
  فاز فازت فوز | خسر خسرت خسارة هزيمة
  صادرات تصدير | واردات استيراد
  وافق وافقت | رفض رفضت
  ربح أرباح | خسارة خسائر
  رجال ذكور | نساء إناث

  允许 | 禁止
  開放 开放 开门 | 关闭 关门 閉鎖
  进口 | 出口
  胜利 获胜 | 失败 落败
`;
/** As firm, but what one says of A and B the other says of B and A. */
export const CONVERSE_ELSEWHERE = `
  nord nördlich norden | süd südlich süden
  ost östlich osten | west westlich westen
  norte | sur sul
  este oriental | oeste occidental
  leste | oeste
  nord settentrionale | sud meridionale
  noord noorden noordelijk | zuid zuiden zuidelijk
  oost oosten oostelijk | westen westelijk
  север(|е|у|а|ный|ная|нее) | юг(|е|у|а) южн(ый|ая|ее)
  восток(|е|у|а) восточн(ый|ая|ее) | запад(|е|у|а) западн(ый|ая|ее)
  شمال الشمال شمالي | جنوب الجنوب جنوبي
  شرق الشرق شرقي | غرب الغرب غربي
`;
/** Up and down. */
export const CHANGES_ELSEWHERE = `
  steigen stieg stiegen gestiegen steigt zunehmen zugenommen nahm wuchs gewachsen erhöht erhöhen Anstieg Zunahme verteuert verteuerte kletterte wächst | fallen fiel fielen gefallen fällt sinken sank sanken gesunken sinkt abgenommen schrumpfte geschrumpft verringert gesenkt Rückgang Abnahme verbilligte schrumpft reduziert reduzierte
  aument(a|an|ar|ó|aron|ado|ando|o) sub(e|en|ió|ieron|ido|ida) crec(e|en|ió|ieron|ido) elev(a|ó|ado) increment(a|ó|ado) | disminu(ye|yen|yó|yeron|ido) baj(a|an|ó|aron|ado) ca(e|en|yó|yeron|ído|ída) reduj(o|eron) descend(ió|ieron|ido) reduc(e|en|ido|ida|ir) recort(a|ó|ado)
  augment(e|ent|é|ée|és|a|er|ation) progress(e|é) mont(e|é|ée) hausse cro(ît|issance) grimp(e|é|ée) hauss(e|é) accru(|e) | diminu(e|ent|é|ée|er|tion) baiss(e|é|er) chut(e|é) recul(|e|é) rédui(t|te) réduction diminution
  aument(a|ano|ato|ata|ate|ò|ati) cresc(e|ono|iuto|iuta|iuti|iute) sal(e|ito|ita|iti|ite) salì crebbe cresciuta | diminui(to|ta|te|sce|ti|ì) cal(a|ato|ata|ò|ati) sces(o|a|i|e) ridott(o|a|i) scend(e|ono|ere) scese ridu(ce|cono|sse|rre) diminuisc(e|ono)
  aument(a|am|ou|aram|ado|ada) sub(iu|iram|iu) cresc(eu|eram|ido) elev(a|ou) cresc(e|em) sobe | diminu(i|iu|íram|ído) ca(iu|íram|ído) baix(ou|aram) reduz(iu|iram|ido) reduz diminui cai cair
  gestegen steeg stegen stijgt toegenomen groeide gegroeid verhoogd verhoogde groeit | gedaald daalde daalden daalt afgenomen gekrompen verlaagd verlaagde krimpt verminderd verminderde
  выросл(|и|а|о) вырос растет растут увеличил(ся|ась|ось|ись) увеличение повысил(ся|ась|ось|ись) рост возрос возросл(а|о|и) подорожал(|а|о|и) увеличил(|а|и) повысил(|а|и) | упал(|а|о|и) снизил(ся|ась|ось|ись) уменьшил(ся|ась|ось|ись) падение снижение сократил(ся|ась|ось|ись) подешевел(|а|о|и) снизил(|а|и) сократил(|а|и) уменьшил(|а|и)
  ارتفع ارتفعت يرتفع ترتفع ارتفاع زاد زادت ازداد ازدادت زيادة | انخفض انخفضت ينخفض تنخفض انخفاض تراجع تراجعت هبط هبطت
  上涨 上升 增加 增长 提高 | 下跌 下降 减少 降低
  上昇 増加 | 下落 低下 減少
`;
