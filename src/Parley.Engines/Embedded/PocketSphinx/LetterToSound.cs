using System.Buffers;

namespace Parley.Embedded.PocketSphinx;

/// <summary>Guesses how an English reader would say a word that no dictionary lists.</summary>
internal static class LetterToSound
{
    // the longest spelling that fits wins; $ is the end of the word
    private static readonly Dictionary<string, string> Rules = Read("""
        tion=SH AH N;ation=EY SH AH N;sion=ZH AH N;ssion=SH AH N;ture=CH ER;cious=SH AH S;tious=SH AH S;ough=AO;augh=AO;eigh=EY;igh=AY;
        tch=CH;sch=SH;dge=JH;ght=T;chr=K R;ck=K;ch=CH;sh=SH;th=TH;ph=F;wh=W;gh=G;kn=N;wr=R;qu=K W;ng$=NG;ng=NG;nk=NG K;
        sc=S;sce=S EH;sci=S AY;x=K S;zz=Z;ss=S;ll=L;tt=T;pp=P;bb=B;dd=D;ff=F;gg=G;mm=M;nn=N;rr=R;cc=K;kk=K;
        ce=S EH;ce$=S;ces$=S IH Z;ci=S IH;cy=S IY;ge$=JH;ges$=JH IH Z;gi=JH IH;gy=JH IY;
        ai=EY;ay=EY;au=AO;aw=AO;al$=AH L;all=AO L;air=EH R;are$=EH R;ar=AA R;ee=IY;ea=IY;ear=IH R;eer=IH R;ei=IY;ey$=IY;ey=EY;
        eu=Y UW;ew=UW;er=ER;ir=ER;ur=ER;or=AO R;oar=AO R;oor=AO R;our=AO R;ore$=AO R;oa=OW;oo=UW;ou=AW;ow=OW;ow$=OW;oy=OY;oi=OY;
        ie=IY;ie$=IY;ia=IY AH;io=IY OW;ies$=IY Z;ied$=IY D;ue=UW;ue$=UW;ui=UW IH;ua=W AA;uy=AY;
        ed$=D;es$=Z;e$=;y$=IY;a$=AH;o$=OW;i$=IY;u$=UW;le$=AH L;les$=AH L Z;s$=Z;
        a=AE;b=B;c=K;d=D;e=EH;f=F;g=G;h=HH;i=IH;j=JH;k=K;l=L;m=M;n=N;o=AA;p=P;q=K;r=R;s=S;t=T;u=AH;v=V;w=W;y=IH;z=Z;'=
        """);

    private static readonly Dictionary<char, string> Long = new() { ['a'] = "EY", ['i'] = "AY", ['o'] = "OW", ['u'] = "UW", ['e'] = "IY", ['y'] = "AY" };

    private static readonly SearchValues<char> Vowels = SearchValues.Create("aeiouy");

    private static readonly string[] Letters =
    [
        "EY", "B IY", "S IY", "D IY", "IY", "EH F", "JH IY", "EY CH", "AY", "JH EY", "K EY", "EH L", "EH M", "EH N", "OW", "P IY",
        "K Y UW", "AA R", "EH S", "T IY", "Y UW", "V IY", "D AH B AH L Y UW", "EH K S", "W AY", "Z IY",
    ];

    /// <param name="word">Lower-case letters and apostrophes.</param>
    internal static string Of(string word)
    {
        if (!word.AsSpan().ContainsAny(Vowels))
            return string.Join(' ', word.Where(char.IsAsciiLetterLower).Select(letter => Letters[letter - 'a']));
        var sounds = new List<string>();
        var ending = word + "$";
        for (var i = 0; i < word.Length;)
        {
            var length = Math.Min(6, ending.Length - i);
            if (HasSilentE(word, i))
            {
                sounds.Add(Long[word[i++]]);
                continue;
            }

            while (!Rules.ContainsKey(ending.Substring(i, length)))
                length--;
            sounds.Add(Rules[ending.Substring(i, length)]);
            i += length;
        }

        return string.Join(' ', sounds.Where(sound => sound.Length > 0));
    }

    // a vowel, one consonant and a final e: made, time, close
    private static bool HasSilentE(string word, int i) =>
        i + 3 == word.Length && word[^1] == 'e' && Long.ContainsKey(word[i]) && !"aeiouyrwx".Contains(word[i + 1])
        && (i == 0 || !"aeiou".Contains(word[i - 1]));

    private static Dictionary<string, string> Read(string rules) =>
        rules.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(rule => rule.Split('='))
            .GroupBy(rule => rule[0])
            .ToDictionary(rule => rule.Key, rule => rule.First()[1].Trim());
}
