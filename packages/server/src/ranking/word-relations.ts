import { stem } from './stem.js';
import { fold } from './words.js';

/**
 * Words by which a text may state what a question asks for in another word: who reads "the county paid 38 million for it" knows what it
 * cost. One line for each matter, one part for each language; a word may stand in several lines. Only what things commonly are asked
 * about is in here, and only words that hardly mean anything else beside such a question. Of scripts without spaces, words of two signs.
 */
const RELATIONS = `
cost price pay spend worth fee charge fare sell sale expensive | kosten kostet kostete gekostet preis zahlen zahlt zahlte bezahlt bezahlte gezahlt teuer verkauft | cout coute coutent couta coutait prix payer paye paya tarif depense depensa vendu
 | costo cuesta cuestan costar costado precio pago pagaron pagado gasto gastaron tarifa | costa costano costato costo prezzo pagato pagarono pago tariffa speso spese | custo custa custou custaram preco pago pagou gastou | kost kostte kosten prijs betaald betaalde
 | стоит стоят стоил стоила стоило стоимость цена заплатил заплатили потратил потратили потрачено обошлось обошелся | تكلفه تكلفة كلف كلفت سعر ثمن دفع دفعت بلغت رسوم | 造价 造價 费用 費用 价格 價格 花费 花費 耗资 耗資 投资 投資 售价 票价 門票 门票 花了 | 費用 料金 値段 価格 工費 | 가격 비용 요금 입장료 공사비 들었 지불
born birth birthday birthplace | geboren geburt geburtstag geburtsort | ne nee naissance naquit naitre | nacio nacido nacida nacimiento nacer | nato nata nascita nacque | nasceu nascido nascida nascimento | geboren geboorte | родился родилась рождения рождение | ولد ولدت ميلاد مولد | 出生 生于 生於 | 生ま 誕生 | 태어 출생
die death dead | starb gestorben tod gestorbene verstarb | mort morte mourut mourir deces decede | murio muerte morir fallecio fallecido | mori morto morta morte | morreu morte faleceu | overleden stierf dood | умер умерла смерть смерти скончался скончалась | توفي توفيت مات وفاة | 去世 逝世 死亡 病逝 | 死去 没年 亡く | 사망 별세
build builder building construct construction erect complete | gebaut baute erbaut erbaute errichtet errichtete bau bauen erbauer | construit construite construire construction batir bati batie erige erigee edifie | construyo construido construida construir construccion edifico levanto | costruito costruita costrui costruire costruzione edificato eresse | construiu construido construida construcao | gebouwd bouwde bouw
 | построен построена построено построил построила построили строил строительство возведен возвели | بني بنيت بناء شيد شيدت انشي | 建造 修建 建成 承建 兴建 興建 建于 建於 | 建設 建築 建て 竣工 | 건설 건립 지어 세워 준공
inhabitant population people resident live | einwohner bevolkerung menschen leben lebten wohnen einwohnerzahl | habitants habitant population vivent | habitantes habitante poblacion viven vive personas | abitanti abitante popolazione vivono | habitantes populacao vivem pessoas | inwoners bevolking wonen mensen | население населения жителей жители живет проживает человек | سكان نسمة يعيش يسكن | 人口 居民 居住 住着 | 人口 住民 | 인구 주민 살고
head lead leader mayor director direct manager manage chief boss chair chairman president | leiter leiterin burgermeister burgermeisterin leitet leitete geleitet direktor direktorin chef chefin fuhrt gefuhrt vorsitz | dirige dirigee dirigent diriger directeur directrice chef patron preside maire | dirige dirigida dirigido dirigir director directora jefe jefa preside alcalde alcaldesa | dirige diretto diretta dirigere direttore direttrice capo guida sindaco | dirige dirigido dirigida diretor diretora chefe | leidt leider directeur
 | руководит руководитель директор возглавляет глава главой руководила начальник | مدير يدير تدير رييس يراس | 负责 馆长 院长 主任 领导 经理 | 館長 院長 所長 代表 社長 | 원장 관장 대표 소장 이끌
founded founder foundation establish establishment start create creator launch | gegrundet grundete grunder grunderin grundung geschaffen ins | fonde fondee fonda fondateur fondatrice fondation cree creee crea createur creation | fundo fundada fundado fundador fundadora fundacion creo creada creado creador creacion | fondato fondata fondo fondatore fondatrice fondazione creato creata creo | fundou fundada fundado fundador criou criada criado | opgericht gesticht stichter
 | основан основана основано основал основала основатель создан создана создал создала создатель учредил | اسس اسست تاسس تاسست موسس انشا | 创立 創立 成立 创办 創辦 建立 创建 創始 创始 | 設立 創立 創業 創設 創始 | 설립 창립 창업 세웠 설립자
own owner ownership belong property | gehort gehorte besitzer besitzerin besitzt eigentumer eigentumerin eigentum | appartient appartenait proprietaire possede propriete | pertenece pertenecia propietario propietaria dueno duena posee | appartiene apparteneva proprietario proprietaria possiede | pertence proprietario dono | eigenaar bezit | принадлежит принадлежал владелец владеет собственник собственности | يملك تملك مالك ملك | 拥有 所有 属于 業主 业主 | 所有 | 소유 주인
open opening inaugurate inauguration | eroffnet eroffnete eroffnung eingeweiht einweihung offnet geoffnet | ouvert ouverte ouvre ouvrit ouverture inaugure inauguree inauguration | abierto abierta abrio abre apertura inaugurado inaugurada inauguro inauguracion | aperto aperta apri apre apertura inaugurato inaugurata inaugurazione | aberto aberta abriu inaugurado inaugurada | geopend opende opening | открыт открыта открыто открылся открылась открылось открыли открытие | افتتح افتتحت فتح افتتاح | 开通 開通 通车 通車 开业 開業 开放 開放 启用 啟用 开馆 | 開業 開館 開通 開園 開店 開設 | 개통 개장 개관 개업 열었 문을
close shut closure | geschlossen schloss schliesst stillgelegt | ferme fermee fermeture ferma | cerrado cerrada cerro cierra cierre | chiuso chiusa chiuse chiude chiusura | fechado fechada fechou | gesloten sloot | закрыт закрыта закрыто закрылся закрылась закрыли | مغلق اغلق اغلقت | 关闭 關閉 停业 闭馆 | 閉鎖 閉館 休館 定休 | 폐쇄 휴관 닫았 닫는
design designer draw drawing plan architect | entworfen entwarf entwurf architekt architektin gezeichnet plane planen | concu concue dessine dessinee dessina architecte plans concepteur | diseno disenado disenada diseñador arquitecto arquitecta proyecto proyectado | progettato progettata progetto progettista architetto disegnato | projetou projetado projeto arquiteto desenhou | ontworpen ontwierp architect | спроектировал спроектировала спроектирован архитектор проект проекту | صمم صممت تصميم مصمم مهندس | 设计 設計 建筑 | 設計 建築 | 설계 디자인 건축
write author writer | geschrieben schrieb autor autorin verfasst | ecrit ecrite ecrivit auteur autrice | escrito escribio autor autora | scritto scritta scrisse autore autrice | escreveu escrito autor autora | geschreven schreef auteur | написал написала написан автор | كتب مولف | 作者 写作 撰写 | 著者 作者 執筆 | 저자 작가 썼다
make made maker produce producer manufacture manufacturer | hergestellt hersteller herstellt produziert | fabrique fabriquee fabricant produit | fabrica fabricado fabricante produce | produce prodotto produttore fabbrica | fabrica fabricante produz | производит производитель изготовил изготовлен | 生产 生產 制造 製造 | 製造 生産 | 제조 생산
employ employee staff work worker | mitarbeiter angestellte beschaftigt beschaftigte arbeiten arbeitet | employe employes emploie salaries travaillent personnel | empleados empleado emplea trabajan trabaja trabajadores plantilla | dipendenti dipendente impiega lavorano lavoratori | empregados emprega trabalham trabalhadores funcionarios | werknemers werken personeel | сотрудников сотрудники работает работают работников | موظف موظفا موظفين عامل عاملا عاملين يعمل العاملين | 员工 員工 职工 雇员 | 従業 社員 職員 | 직원 사원 종업
husband wife spouse marry marriage wedding | mann frau ehemann ehefrau gatte gattin verheiratet heiratete hochzeit | mari femme epoux epouse marie mariee mariage | marido mujer esposo esposa caso casada casado boda | marito moglie sposo sposa sposato sposata matrimonio | marido mulher esposa casou casado | man vrouw trouwde getrouwd | муж жена мужем женой женился замужем супруг супруга брак | زوج زوجة تزوج تزوجت | 丈夫 妻子 结婚 結婚 | 結婚 夫人 | 남편 아내 결혼
child son daughter | kind kinder sohn tochter sohne | enfant enfants fils fille filles | hijo hijos hija hijas | figlio figli figlia figlie | filho filhos filha filhas | kind kinderen zoon dochter | ребенок детей дети сын дочь сыновей | طفل اطفال ابن ابنة | 孩子 子女 儿子 女儿 | 子供 息子 | 자녀 아들
teach teacher train trainer coach | lehrt lehrte lehrer lehrerin unterrichtet unterrichtete trainiert trainer | enseigne enseigna professeur entraine entraineur | enseno ensena profesor profesora entrena entrenador | insegno insegna insegnante allena allenatore | преподает преподавал учитель тренер тренирует | 教练 教師 老师 执教
release publish publication appear launch issue | veroffentlicht erschien erschienen herausgegeben | publie publiee paru parut sorti sortie | publico publicado publicada aparecio lanzo | pubblicato pubblicata usci uscito | publicado publicou lancado | вышел вышла опубликован опубликовал издан | نشر صدر صدرت | 出版 发布 發布 发行 上市 | 発売 出版 発行 発表 | 출시 발매 출간 발표
fund finance sponsor pay | finanziert finanzierte gefordert bezahlt | finance financee finança | financio financiado | finanziato finanzio | financiou | финансировал | 资助
repair renovate renovation restore restoration refurbish | repariert renoviert saniert sanierung renovierung restauriert erneuert | repare renove renovation restaure restauree restauration | reparado reparo renovado restaurado restauro restauracion | riparato restaurato restauro ristrutturato | reparado restaurado reformado | отремонтирован ремонт реставрация восстановлен | رمم رممت ترميم تجديد اصلاح | 维修 維修 翻修 修复 修繕 重修 改造 | 改修 修理 修復 | 수리 보수 복원
buy purchase acquire acquisition sell | gekauft kaufte erworben erwarb verkauft | achete acheta acquis vendu | compro comprado adquirio vendio | compro comprato acquistato acquisto venduto | comprou adquiriu | купил купила приобрел продал | اشترى اشترت باع | 收购 收購 购买 | 買収 購入 | 인수 구입
begin start commence | begann begonnen beginnt anfang | commence commenca debut debute | comenzo comienza empezo inicio | inizio iniziato comincia | comecou inicio | начался началась начало начал | بدا بدات بداية | 开始 開始 开工 | 開始 着工 | 시작 착공
end finish conclude | endete beendet ende | fini finit termine fin | termino acabo fin | fini finito termino | закончился конец окончание | انتهى نهاية | 结束 結束 | 終了 | 끝났 종료
guarantee warranty | garantie gewahrleistung
capacity hold | fasst fassungsvermogen kapazitat | contenance contient capacite | capacidad contiene | capienza capacita contiene | вместимость вмещает | 容量 | 容量
headquarter seat base locate situate | sitz hauptsitz liegt gelegen | siege situe situee trouve | sede situado situada ubicado | sede situato situata trova | находится расположен расположена | يقع تقع موقع | 位于 位於 | 所在 位置 | 위치
lie elevation altitude height high tall | hohe hoch | hauteur haut altitude | altura alto altitud | altezza alto alta altitudine | высота высотой высоты | ارتفاع ارتفاعه | 高度 海拔 | 標高 | 높이 고도
length long | lange lang | longueur long longue | longitud largo larga | lunghezza lungo lunga | длина длиной длины | طول طوله | 长度 | 全長 | 길이
width wide breadth broad | breite breit | largeur large | ancho anchura ancha | larghezza largo larga | ширина шириной | عرض عرضه | 宽度 | 横幅 | 너비
depth deep | tiefe tief | profondeur profond profonde | profundidad profundo profunda | profondita profondo profonda | глубина глубиной | عمق عمقه | 深度 | 水深 | 깊이
weigh weight heavy | wiegt gewicht schwer | pese poids lourd | pesa peso | pesa peso pesante | весит вес весом | وزن يزن تزن | 重量 | 重量 | 무게
age old aged born | alt alter geboren jahrig | age agee ans ne nee | edad anos nacio | eta anni nato nata | возраст лет родился родилась | عمر ولد | 年龄 岁数 | 年齢 | 나이
size area large cover | gross grosse flache hektar | superficie surface grand grande etend | superficie extension grande | superficie grande estende | площадь | مساحة مساحته | 面积 面積 占地 | 面積 | 면적
visit visitor guest tourist | besucher besuchen besucht gaste | visiteurs visiteur visitent visite | visitantes visitan visita | visitatori visitano | посетителей посещают | زاير زوار يزور يزوره | 游客 遊客 | 来場 | 관람 방문
win winner victory | gewann gewonnen sieger | gagne gagna vainqueur remporte | gano ganador gana | vinse vinto vincitore | выиграл победитель победил | فاز فازت | 获得 赢得 | 優勝 受賞 | 우승 수상
kill murder assassinate die death
invent inventor invention | erfunden erfand erfinder | invente inventa inventeur | invento inventor | invento inventato inventore | изобрел изобретатель | اخترع مخترع | 发明 發明 | 発明 | 발명
find discover discovery | entdeckt entdeckte gefunden fand | decouvert decouvrit trouve | descubrio descubierto | scoprì scoperto | открыл обнаружил | اكتشف | 发现 發現 | 発見 | 발견
elect election choose appoint | gewahlt wahlte ernannt | elu elue nomme nommee | elegido elegida nombrado | eletto eletta nominato | избран избрана назначен
serve feed portion servings | reicht portionen
leave depart departure | fahrt abfahrt verlasst | part depart | sale salida | parte partenza | отправляется отходит
arrive arrival | kommt ankunft | arrive arrivee | llega llegada | arriva arrivo
return refund | zuruck ruckgabe
live reside home house | lebt wohnt | vit habite | vive | vive abita | живет проживает | 住在 | 在住
handle treat process deal
cause reason due lead
play portray star role actor actress cast perform
sing singer perform record song
speak language
name call title
locate lie stand situate
defeat beat lose win
study educate education attend graduate | studierte studium | etudia etudes | estudio estudios | studio studi | учился окончил | 毕业 就读 | 卒業
`;

/** Stem to the stems of the words that may state the same, in the same language. */
const RELATIVES: ReadonlyMap<string, ReadonlySet<string>> = readRelations(RELATIONS);
const NONE: ReadonlySet<string> = new Set();

function readRelations(table: string): Map<string, Set<string>> {
  const relatives = new Map<string, Set<string>>();
  // A line that begins with a space goes on with the one before it.
  for (const line of table.replace(/\n /g, ' ').trim().split('\n')) {
    for (const ofOneLanguage of line.split('|')) {
      const stems = new Set(ofOneLanguage.trim().split(/\s+/).map((word) => stem(fold(word))));
      for (const each of stems) relatives.set(each, new Set([...(relatives.get(each) ?? []), ...stems].filter((other) => other !== each)));
    }
  }
  return relatives;
}

/** Stems of the words by which a text may state what a word of this stem asks for. Not symmetric by chance alone: each line relates all its words. */
export function relativesOf(wordStem: string): ReadonlySet<string> {
  return RELATIVES.get(wordStem) ?? NONE;
}
