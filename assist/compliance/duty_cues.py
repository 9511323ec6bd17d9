"""What is said when a duty of a call is met or broken."""

from __future__ import annotations

from assist.compliance.cues import Cues

SELF_IDENTIFICATION = Cues(
    {
        "en": [
            "my name is",
            "this is ..4 (from|with|calling from|at|calling on behalf|calling for|calling with|of|"
            "calling about|speaking from)",
            "i am ..3 (from|with|calling from)",
            "(i am|i) [am] calling (from|on behalf of|for|with)",
            "you are speaking (with|to) ..3 (from|at|of)",
            "(employee|agent|badge|staff) (number|id) [is]",
        ],
        "zh": [
            "(我是|我这边是|这边是|这里是|我这里是|我们是|本人是) ..14 (银行|公司|金融|中心|客服|平台|"
            "专员|信用卡|机构|集团|贷后|服务|资产|科技|消费|部门|小贷|部)",
            "(我|这边)(叫|姓|姓名是|名字是|名字叫)",
            "[我的] 工号 [是|为]",
            "(受|代表) ..10 (委托|银行|公司|金融)",
            "我是 ..3 小(王|李|张|刘|陈|杨|赵|黄|周|吴|徐|孙|胡|朱|高|林|何|郭|马|罗)",
        ],
    }
)

RECORDING_NOTICE = Cues(
    {
        "en": [
            "(call|calls|line|conversation|we|lines) ..4 (recorded|recording|monitored|being recorded|taped)",
            "(recorded|recording|monitored) ..4 (line|call|quality|training|purposes|conversation)",
        ],
        "zh": [
            "(通话|电话|来电|本次|对话|全程|线路|此次|内容) ..6 (录音|录制|被录音|监听)",
            "(录音|录制) ..6 (通话|电话|服务质量|质量|中|备查|保存|监督)",
            "(全程|将会|会|将|正在|会被)(录音|被录音|录制)",
        ],
    }
)
MINI_MIRANDA = Cues(
    {
        "en": [
            "(attempt|attempting|trying|try) to collect (a|the|this|on a|an outstanding|your) debt",
            "(from|by|is|am|are) (a|the) debt collector",
            "debt collector",
            "(information|anything) ..5 used for that purpose",
        ],
        "zh": [
            "(为了|目的是|试图|旨在|是为)(催收|追讨|收取|追收) ..4 (债务|欠款)",
            "(债务|欠款|欠债)(催收|追收)(机构|人员|人|公司|来电)",
            "(所获|获得|得到|取得)[的](信息|资料) ..6 (用于|作) ..4 (目的|用途)",
        ],
    }
)
DISCLOSURE = Cues(
    {
        "en": [
            "(overdue|past due|past-due|in arrears|delinquent|behind on|in default|defaulted|in "
            "collections|unpaid|outstanding)",
            "(your|the|this) ..2 (loan|debt|credit card|arrears|installment|instalment|balance|repayment|"
            "repayments|missed payment|missed payments"
            "|monthly payment|car loan|late payment|amount due|amount owed)",
            "(you|he|she|they) [still|currently|now] (owe|owes|owed)",
            "(owe|owing|due|balance|payment|pay) ..4 {amount}",
            "{amount} ..4 (due|overdue|owed|balance|outstanding|payment|debt|loan|remaining)",
            "(missed|late on|fell behind on|behind with) ..3 (payment|payments|installment|installments)",
            "(pay off|repay) (the|your|this)",
        ],
        "zh": [
            "(逾期|欠款|欠费|欠债|拖欠|未还|没还|应还|还款日|还款计划|欠了|欠我们|欠银行|未结清|最低还款|"
            "滞纳金|罚息)",
            "你 [的|在我们|在我行|在本行|名下] ..8 (贷款|借款|账单|分期|信用卡账|信用卡有|信用卡已|"
            "信用卡欠|网贷|欠|还款)",
            "(他|她|先生|女士) [的|在我们|在银行] ..8 (贷款|借款|账单|欠|逾期|分期|还款)",
            "(欠|还|借|账单|贷款|逾期|金额|本金|利息|合计|共计|总共|一共) ..6 {amount}",
            "{amount} ..6 (没还|未还|欠|逾期|账单|贷款|到期|还款|未结)",
        ],
    }
)
CEASE_ALL = Cues(
    {
        "en": [
            "(stop|quit) (calling|contacting|phoning|texting|ringing|harassing|bothering) (me|us) [ever|"
            "again|now|altogether|please]",
            "do not (call|contact|phone|ring|text|bother) me [ever] (again|any more|anymore|ever)",
            "(never|not) (call|contact|phone) [me|this number] again",
            "(stop|quit|cease) [all] (calls|calling|contact|communication|the calls|these calls|"
            "harassing me)",
            "(take|remove) me off (your|the) (list|call list)",
            "do not want ..3 (calls|contacted|hear from you|you to call)",
            "leave me alone",
            "cease and desist",
            "lose my number",
        ],
        "zh": [
            "(别|不要|不许|不准|停止|请勿|甭|不用)[再|给我] [再] (给我打|打我|打给我|打|联系我|联系|骚扰|"
            "打扰|催|来电|拨打) [了|我|电话|我电话|这个|我的|过来] [电话|了|号码] [了]",
            "(以后|今后|从此) [请] (别|不要|不许|不准) [再] ..3 (打|联系|骚扰|来电)",
            "(要求|请|叫|让) [你们] (停止|终止) ..4 (联系|催收|骚扰|致电|打电话|来电)",
            "(不想|不愿) [再] ..4 (接到|收到) ..3 (电话|短信)",
            "不要再来电",
        ],
    },
    respects_negation=False,
)
CEASE_SOME = Cues(
    {
        "en": [
            "(do not|stop|never|please do not|quit) (call|calling|contact|contacting|phone|phoning|text|"
            "texting|ring) ..2 (at work|my work|my job|my office|my boss|my employer"
            "|my mother|my mom|my parents|my family|my wife|my husband|my kids|my sister|my brother|my "
            "friends|my house|this number|on sundays|on weekends"
            "|in the evening|in the evenings|at night|after|before|in the morning|my father|my colleagues)",
            "(not allowed|can not take|can not receive) ..3 (calls|call) at work",
            "(only|just) (contact|reach|write to|email|text) me (by|in|through|via) (email|writing|"
            "letter|mail|text)",
        ],
        "zh": [
            "(别|不要|不许|不准|停止|请勿|甭)[再] [给|跟|去|往] ..2 (打|联系|骚扰|打扰|找|通知|打给|打到|"
            "打电话给) ..2 (家人|爸妈|父母|我妈|我爸|老婆|老公|单位|公司|同事|领导|朋友|孩子|家里|亲戚|"
            "联系人|其他人|别人)",
            "(别|不要|不许|不准)[再] (给|跟|往) ..3 (家人|爸妈|父母|我妈|我爸|老婆|老公|单位|公司|同事|"
            "领导|朋友|家里|亲戚) ..2 (打|联系|发)",
            "(晚上|上班时间|上班|周末|中午|早上|夜里) [的时候|时候|时间] ..3 (别|不要|不许|不准|不能|"
            "不方便) ..3 (打|联系|来电)",
            "(只|请) [要|能|可以] (发短信|发邮件|书面|微信|短信) [联系|沟通]",
        ],
    },
    respects_negation=False,
)
INSISTS_ON_CONTACT = Cues(
    {
        "en": [
            "(we|i) (will|are going to|am going to|have to|can|must) [just|still|have to] (keep|"
            "continue) (calling|contacting|ringing|phoning|texting)",
            "(will|going to) (call|contact|phone|ring) [you|them|her|him|there] ..3 (until|anyway|every|"
            "regardless|whether)",
            "(can not|do not|will not|not going to|not able to) (stop|take) (calling|contacting|calls|"
            "you off|the calls)",
            "you can not stop (us|me)",
            "(still|anyway) [have to|going to] (call|contact) ..3 (work|office|mother|family|boss|you)",
        ],
        "zh": [
            "(会|要|还会|还要|继续|一直|照样|仍然|必须|得) [继续|一直|不停] [给你|跟你] (打|打电话|联系|"
            "催|致电|拨打) ..4 (到|直到|为止|你|单位|家人)",
            "(不可能|没办法|没法|不能|不会) (停|不打|停止|不联系|停下)",
            "(除非|只要) [你] [一天] ..3 (还|不还) ..6 (打|联系|电话)",
            "(打|联系) ..2 是 [我的|我们的] (工作|权利|权力|职责)",
        ],
    },
    respects_negation=False,
)
DEMANDS_PAYMENT = Cues(
    {
        "en": [
            "(when|how much|what amount|what date|how soon) ..4 (can you|will you|could you|are you) ..3 "
            "(pay|send|afford|manage|make a payment|settle|do today|paying)",
            "(need|want|must|have to|should|expect|require) ..4 (pay|payment|settle|the money|the "
            "balance|full amount)",
            "(can|could|will|would) you ..3 (pay|make a payment|settle|clear|send|manage)",
            "(pay|settle|clear) (it|this|that|the|your|us|today|now|by|something|in full|half)",
            "(take|make|set up|process) (a|the|your) payment",
            "you [still] owe",
            "how would you like to pay",
        ],
        "zh": [
            "(什么时候|哪天|几号|何时|多久|什么时间) ..6 (还|付|处理|存|结清|到账)",
            "(能|可以|要|必须|得|应该|准备|打算|先|今天|现在|尽快|赶紧|马上) [先] ..4 (还|还款|付|还上|"
            "结清|存进来|处理欠款|还清|处理掉|还多少|还一部分)",
            "(还|付)(多少|一部分|一点|清|款|上)",
            "你 [还|现在|目前] ..3 欠",
            "(逾期|欠款) ..8 (处理|还|解决|结清|多少)",
        ],
    }
)
REPRESENTED = Cues(
    {
        "en": [
            "(talk|speak|call|contact|write|refer|direct) [all] ..3 (my|our) (lawyer|attorney|solicitor|"
            "advisor|adviser|debt counselor|debt counsellor|counsel|representative|trustee)",
            "(i|we) (have|got|hired|retained|have got|am represented by|have hired|have retained) "
            "[already|now] (a|an|my) (lawyer|attorney|solicitor|debt counselor|debt adviser|debt advisor|"
            "debt management company)",
            "my (lawyer|attorney|solicitor|debt counselor|debt adviser) (is|will|said|told|handles|has|"
            "wants|handle|advised|is handling|deals)",
            "(i am|we are) represented",
            "(go|goes|going) through my (lawyer|attorney|solicitor)",
            "power of attorney",
        ],
        "zh": [
            "(找|跟|和|联系|问) 我 [的] (律师|代理人|委托律师|法律顾问)",
            "(你们|你) [直接|去] (找|跟|和|联系) (律师|代理人|法律顾问)",
            "我 [已经|已|都] (请了|找了|委托了|聘了|有|聘请了|请|委托) [一个|一位|了] (律师|代理人|代理律师)",
            "我 [的] (律师|代理人|代理律师) (会|说|跟|在|全权|已经|负责|处理|告诉|让)",
            "(全权|已经|已) ..2 委托 ..6 (律师|代理|处理)",
            "(律师|代理人) (全权|会) ..3 (处理|代理|联系|负责)",
        ],
    }
)
BYPASSES_LAWYER = Cues(
    {
        "en": [
            "(do not|not) (care|need|have to|talk|speak|deal) ..4 (lawyer|attorney|lawyers|attorneys)",
            "(your|a) (lawyer|attorney) (does not|can not|will not|is not)",
            "(keep|continue) (calling|contacting) you",
        ],
        "zh": [
            "(律师|代理人) [也] (没用|一样|不管用|跟我没关系|与我无关|照样)",
            "(不跟|不找|不管|不用找) [你] [的] (律师|代理人)",
            "(只|就)(找|跟)你",
        ],
    },
    respects_negation=False,
)
RECAP = Cues(
    {
        "en": [
            "(to confirm|just to confirm|so that is|so you will|let me confirm|to recap|i have noted|i "
            "will note|let me read|i have you down|so we have|i am noting|as agreed|we agreed)",
        ],
        "zh": [
            "(跟你确认|确认一下|我确认|我记下|我登记|给你登记|备注|那就|我重复|复述|记录一下|约定)",
        ],
    }
)
